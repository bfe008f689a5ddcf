import { type InLanguages, matchesIn } from './in-languages.ts'
import type { Lint } from './lint.ts'

const PROMISE: InLanguages<string> = {
  en: [
    [
      /\b(?:(?:fully|completely|totally|entirely|perfectly|absolutely|truly|100 ?%|guaranteed)[- ]anonym\w+|anonym\w+ (?:is|are) guaranteed)/iu,
      'Say "not linked to your name"',
    ],
  ],
  es: [
    [
      /(?:(?:totalmente|completamente|absolutamente|enteramente|100 ?%) anónim\p{L}+|anonimato (?:total|absoluto|completo|garantizado))/iu,
      'Say "no están unidas a tu nombre"',
    ],
  ],
  ar: [[/(?:مجهول\p{L}*( الهوية)? (تماما|كليا|بالكامل)|(سرية|مجهولية) (تامة|كاملة|مطلقة|مضمونة))/u, 'Say "غير مرتبطة بأسمائكم"']],
  de: [
    [
      /(?:(?:völlig|vollständig|vollkommen|komplett|absolut|total|ganz|garantiert|hundertprozentig|100 ?%)(?:e[mnrs]?)? anonym\p{L}*|anonymität (?:ist|wird) (?:\p{L}+ )?garantiert|(?:volle|vollständige|völlige|absolute|totale|garantierte)[nr]? anonymität)/iu,
      'Say "nicht mit deinem Namen verbunden"',
    ],
  ],
}

export const anonymityPromise: Lint = {
  id: 'anonymity-promise',
  severity: 'error',
  about: 'While a code can take answers back they are tied to that code: nobody may be promised that they are fully anonymous.',
  bad: [{ en: { intro: 'Your answers are fully anonymous.' } }],
  good: [{ en: { intro: 'Your answers are not linked to your name.' } }],
  check: (survey) =>
    matchesIn(survey, PROMISE).map(({ part, found, beside }) => ({
      part,
      message: `"${found}" promises more than can be kept`,
      remedy: beside,
    })),
}
