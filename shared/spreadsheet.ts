const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'

/**
 * Texts that Excel, LibreOffice or Google Sheets takes for a number, a date, a time or a truth value, and shows or keeps as
 * something else.
 */
const CHANGED: readonly RegExp[] = [
  // A number that is written in another way than a spreadsheet writes it: 007, 1.50, 1e5, more digits than it keeps.
  /^[+-]?0\d+(?:[.,]\d+)?$/,
  /^[+-]?\d+[.,]\d*0$/,
  /^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i,
  /^[+-]?\d{16,}$/,
  // A share or an amount.
  /^[+-]?\d+(?:[.,]\d+)?\s?%$/,
  /^[$€£¥]\s?\d/,
  // A date, a fraction or a time: 1-5, 1/2, 3.4., 10:30, Mar-5, 5 March 2026, MAR1.
  /^\d{1,4}[-/.]\d{1,2}(?:[-/.](?:\d{1,4})?)?$/,
  /^\d{1,2}[-/.]\d{4}$/,
  /^\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?$/i,
  /^\d{1,2}\s?[ap]m?$/i,
  new RegExp(`^\\d{1,2}[-/. ]?${MONTH}(?:[-/. ,]*\\d{2,4})?$`, 'i'),
  new RegExp(`^${MONTH}[-/. ]?\\d{1,4}(?:[-/. ,]+\\d{2,4})?$`, 'i'),
  /^(?:true|false)$/i,
]

/** A whole date, which a spreadsheet reads as that very day: meant as one wherever Chorus writes it. */
const DAY = /^\d{4}-\d\d-\d\d$/

/** Whether a spreadsheet that opens a CSV file shows another text than this one. */
export function isChangedBySpreadsheet(text: string): boolean {
  return !DAY.test(text) && CHANGED.some((each) => each.test(text.trim()))
}
