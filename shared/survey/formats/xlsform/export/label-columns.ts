import type { Survey, Texts } from '../../../survey.ts'
import { languageName } from '../../form/label-texts.ts'

/** Cells of one row by heading. */
export type Cells = Readonly<Record<string, string>>

/** A column in each language of the survey, such as `label::English (en)`. Empty where a language says nothing. */
export function inLanguages(survey: Survey, column: string, say: (texts: Texts) => string | undefined, as = (text: string) => text): Cells {
  return Object.fromEntries(
    survey.languages.flatMap((language) => {
      const texts = survey.texts[language]
      const text = texts && say(texts)
      return text === undefined ? [] : [[`${column}::${languageName(language)}`, as(text)]]
    }),
  )
}

/** Rows under their headings: `first` in that order, then whatever else rows have. */
export function sheetRows(first: readonly string[], rows: readonly Cells[]): string[][] {
  const filled = (row: Cells) => Object.keys(row).filter((heading) => row[heading] !== '')
  const headings = [...new Set([...first, ...rows.flatMap(filled)])]
  return [headings, ...rows.map((row) => headings.map((heading) => row[heading] ?? ''))]
}
