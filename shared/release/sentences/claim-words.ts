import type { PageLanguage } from '#shared/languages.ts'

/** CI-03: words that claim more than people who chose to take part can show. */
const CLAIMS: Readonly<Record<PageLanguage, RegExp>> = {
  en: /margins? of error|statistical\p{L}*|significan\p{L}*|(?<!\p{L})(un)?representative\p{L}*|(?<!\p{L})prevalen\p{L}*|(?<!\p{L})pro(ves?|ved|ven|of)(?!\p{L})/iu,
  es: /m[aá]rgen(es)? de error|estad[ií]stic\p{L}*|significativ\p{L}*|representativ\p{L}*|prevalen\p{L}*|(?<!\p{L})(de)?m?uestran?(?!\p{L})|(?<!\p{L})(com)?prueban?(?!\p{L})/iu,
  ar: /هامش (ال)?خطأ|إحصائي\p{L}*|(?<!\p{L})[ولبف]?(ال)?(ممثلة?|تمثيلي\p{L}*)(?!\p{L})|انتشار|(?<!\p{L})[يتن]?(ثبت|برهن)\p{L}{0,3}(?!\p{L})/u,
  de: /fehlerspann\p{L}*|fehlermarge\p{L}*|statistisch\p{L}*|signifikan\p{L}*|repräsentativ\p{L}*|prävalenz\p{L}*|(?<!\p{L})(beweis\p{L}*|bewies\p{L}*|bewiesen)(?!\p{L})/iu,
}

/** The first word in a text that claims too much; undefined when there is none. */
export function claimIn(text: string, language: PageLanguage): string | undefined {
  return CLAIMS[language].exec(text.normalize('NFC'))?.[0]
}
