import { languageCode } from '#shared/survey/formats/form/label-texts.ts'
import type { StartAnswers } from './ask-questions.ts'

/** Between the names of a list: "English and Spanish", in the languages that the pages speak. */
const AND = ['and', '&', 'y', 'und', 'و']
/** Other names of the regions for which there are places to turn to. */
const REGIONS: Readonly<Record<string, string>> = { UK: 'GB', USA: 'US', ANYWHERE: '*' }

/** Answers as people give them, made what the command knows: "Being heard" is being-heard, "English and Spanish" en,es, and UK is GB. */
export function asMeant({ from, languages, support, ...others }: StartAnswers): StartAnswers {
  return {
    ...others,
    ...(from !== undefined && { from: from.trim().toLowerCase().replace(/\s+/g, '-') }),
    ...(languages !== undefined && { languages: eachOf(languages, (name) => languageCode(name.toLowerCase()) ?? name) }),
    ...(support !== undefined && { support: eachOf(support, (name) => REGIONS[name.toUpperCase()] ?? name.toUpperCase()) }),
  }
}

/** The names in a list, each once. */
export function listOf(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((each) => each !== '' && !AND.includes(each.toLowerCase())))]
}

function eachOf(text: string, meant: (name: string) => string): string {
  return listOf(text).map(meant).join(',')
}
