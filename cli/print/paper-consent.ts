import type { PageLanguage } from '#shared/languages.ts'
import { CONSENT_ELEMENTS, type ConsentText } from '#shared/survey/consent-text.ts'

/** `pages` finds a sentence that is true of the pages only. `goesOn` finds the beginning of a sentence that continues the one before it. */
type Marks = { readonly pages: RegExp; readonly goesOn: RegExp }

/**
 * Signs of sentences that are not true on paper, in each language: about the receipt code, the browser, sending, buttons, encryption, and
 * the week that a computer notes. Answers may be "coded", which is something else.
 */
const MARKS: Readonly<Record<PageLanguage, Marks>> = {
  en: {
    pages:
      /\b(codes?|browser|(press|before you) send|leave button|support (page|link)|encrypted|week (in which )?you answered|(at|on) your phone)\b/i,
    goesOn: /^(it|with it|they|then|this|that)\b/i,
  },
  es: {
    pages:
      /(?<!\p{L})(códigos?|navegador|antes de enviar(las|los)?|puls(as|es) enviar|botón para salir|(página|enlace) de apoyo|cifrad[oa]s?|semana en que respondiste|mira tu teléfono)(?!\p{L})/iu,
    goesOn: /^(con (él|ella)|no contiene|ella|él|esto|desaparece)(?!\p{L})/iu,
  },
  ar: {
    pages:
      /(?<!\p{L})((و|ب|ل)?(ال)?رمز(كم|ك|ه|ها)?|متصفح(كم|ك)|قبل (الإرسال|إرسالها)|زر (الإرسال|المغادرة)|صفحة الدعم|رابط (ل)?لدعم|مشفّرة?|هاتف(كم|ك)|بالأسبوع)(?!\p{L})/u,
    goesOn: /^(يمكنكم به|ليس فيها|و?بها|و?به|ويزول)(?!\p{L})/u,
  },
  de: {
    pages:
      /(?<!\p{L})(codes?|browser|vor dem senden|auf senden|knopf zum verlassen|seite mit unterstützung|link zu unterstützung|verschlüsselt|woche, in der du|auf dein telefon)(?!\p{L})/iu,
    goesOn: /^(mit (ihm|ihr)|sie enthält|er|damit|nach höchstens|bewahre ihn)(?!\p{L})/iu,
  },
}

/**
 * Takes out of a consent text the sentences that are true of the pages only, and gives them as `leftOut`: the paper form says elsewhere what
 * is true on paper. Every other sentence stays. A line of a list that becomes empty is left out; a paragraph that becomes empty gets the text
 * `instead`.
 */
export function consentOnPaper(
  consent: ConsentText,
  language: PageLanguage,
  instead: string,
): { readonly consent: ConsentText; readonly leftOut: readonly string[] } {
  const { pages, goesOn } = MARKS[language]
  const leftOut: string[] = []
  const keptOf = (text: string): string => {
    let isLeftOut = false
    const sentences = text.split(/(?<=[.!?؟])\s+/u).filter((sentence) => {
      isLeftOut = pages.test(sentence) || (isLeftOut && goesOn.test(sentence))
      if (isLeftOut) leftOut.push(sentence)
      return !isLeftOut
    })
    return sentences.join(' ')
  }
  const lines = (said: readonly string[]): string[] => {
    const kept = said.map(keptOf).filter((line) => line !== '')
    return kept.length > 0 ? kept : [instead]
  }
  const changed = { ...consent }
  for (const id of CONSENT_ELEMENTS) changed[id] = { ...consent[id], text: keptOf(consent[id].text) || instead }
  return {
    consent: {
      ...changed,
      summary: lines(consent.summary),
      data: lines(consent.data),
      recipients: lines(consent.recipients),
      rights: lines(consent.rights),
      complaint: keptOf(consent.complaint) || instead,
    },
    leftOut,
  }
}
