import type { PageLanguage } from '#shared/languages.ts'
import { CONSENT_ELEMENTS, type ConsentText } from '#shared/survey/consent-text.ts'

/** The receipt code, in each language. Answers may be "coded", which is something else. */
const CODE: Readonly<Record<PageLanguage, RegExp>> = {
  en: /\bcodes?\b/i,
  es: /(?<!\p{L})códigos?(?!\p{L})/iu,
  ar: /(?<!\p{L})(?:و|ب|ل)?(?:ال)?رمز(?:كم|ك|ه|ها)?(?!\p{L})/u,
  de: /\bcodes?\b/i,
}

/**
 * Takes the sentences about a receipt code out of a consent text, as there is none on paper, and gives them as `leftOut`. A list loses
 * each such line. A paragraph loses the sentence and all after it, as these may be about the code too. `instead` stands where nothing is left.
 */
export function withoutCode(
  consent: ConsentText,
  language: PageLanguage,
  instead: string,
): { readonly consent: ConsentText; readonly leftOut: readonly string[] } {
  const leftOut: string[] = []
  const isAboutCode = (text: string) => CODE[language].test(text)
  const lines = (said: readonly string[]): string[] => {
    leftOut.push(...said.filter(isAboutCode))
    const kept = said.filter((line) => !isAboutCode(line))
    return kept.length > 0 ? kept : [instead]
  }
  const paragraph = (said: string): string => {
    const sentences = said.split(/(?<=[.!?؟])\s+/u)
    const first = sentences.findIndex(isAboutCode)
    if (first < 0) return said
    leftOut.push(sentences.slice(first).join(' '))
    return sentences.slice(0, first).join(' ') || instead
  }
  const changed = { ...consent }
  for (const id of CONSENT_ELEMENTS) changed[id] = { ...consent[id], text: paragraph(consent[id].text) }
  return {
    consent: {
      ...changed,
      summary: lines(consent.summary),
      data: lines(consent.data),
      recipients: lines(consent.recipients),
      rights: lines(consent.rights),
      complaint: paragraph(consent.complaint),
    },
    leftOut,
  }
}
