import { type InLanguages, matchesIn } from './in-languages.ts'
import type { Lint } from './lint.ts'

/** Words that make a person into a case, and what to say instead. */
const INSTEAD: InLanguages<string> = {
  en: [
    [/\bpatients?\b/iu, 'Say "people" or "people who use services"'],
    [/\billness(es)?\b/iu, 'Say "experience", or the word people use for themselves'],
    [/\bdisorders?\b/iu, 'Say "experience", or the word people use for themselves'],
    [/\b(non-?)?complian(ce|t)\b/iu, 'Say what was asked of the person, and what they chose'],
    [/\bsuffer(s|ed|ing)? from\b/iu, 'Say "lives with" or "has experienced"'],
    [/\bcommit(s|ted|ting)? suicide\b/iu, 'Say "died by suicide"'],
    [/\bmentally ill\b/iu, 'Say "people with lived experience"'],
  ],
  es: [
    [/(?<!\p{L})pacientes?(?!\p{L})/iu, 'Say "personas" or "personas que usan los servicios"'],
    [/(?<!\p{L})enferm(o|a|os|as|edad|edades)(?!\p{L})/iu, 'Say "experiencia", or the word people use for themselves'],
    [/(?<!\p{L})tra(s)?tornos?(?!\p{L})/iu, 'Say "experiencia", or the word people use for themselves'],
    [/(?<!\p{L})(in)?cumplimiento(?!\p{L})/iu, 'Say what was asked of the person, and what they chose'],
    [/(?<!\p{L})(sufr|padec)\p{L}* (de )?/iu, 'Say "vive con" or "ha vivido"'],
    [/(?<!\p{L})comet\p{L}* suicidio/iu, 'Say "murió por suicidio"'],
    [/(?<!\p{L})(loc[oa]s?|demente)(?!\p{L})/iu, 'Say "personas con experiencia vivida"'],
  ],
  ar: [
    [/(?<!\p{L})[ولبف]?(ال|لل)?(مريض|مريضة|مرضى|مرضي)(?!\p{L})/u, 'Say "أشخاص" or "من يستخدمون الخدمات"'],
    [/(?<!\p{L})[ولبف]?(ال|لل)?(مرض|أمراض)(?!\p{L})/u, 'Say "تجربة", or the word people use for themselves'],
    [/(?<!\p{L})[ولبف]?(ال|لل)?اضطراب(ات)?(?!\p{L})/u, 'Say "تجربة", or the word people use for themselves'],
    [/(?<!\p{L})[يت]?(عاني|عانون|معاناة) من/u, 'Say "يعيش مع" or "مرّ بـ"'],
    [/(?<!\p{L})[ولبف]?(ال)?(مجنون|مجانين|مختل)(?!\p{L})/u, 'Say "أشخاص لديهم تجربة معيشة"'],
    [/ارتكب\p{L}* (ال)?انتحار/u, 'Say "توفي بالانتحار"'],
  ],
  de: [
    [/(?<!\p{L})patient(en|in)?([*:_/]?-?innen)?(?!\p{L})/iu, 'Say "Menschen" or "Menschen, die Angebote nutzen"'],
    [/\p{L}*krankheit(en)?(?!\p{L})/iu, 'Say "Erfahrung", or the word people use for themselves'],
    [/(?<!\p{L})(?!zerstör)\p{L}*störung(en)?(?!\p{L})/iu, 'Say "Erfahrung", or the word people use for themselves'],
    [/(?<!\p{L})(non-?)?compliance(?!\p{L})|(?<!\p{L})therapietreue(?!\p{L})/iu, 'Say what was asked of the person, and what they chose'],
    [/(?<!\p{L})(leid(e|en|est|et)|litt(en|est)?)( \p{L}+){0,2} (an|unter)(?!\p{L})/iu, 'Say "lebt mit" or "hat erlebt"'],
    [/(?<!\p{L})selbstm[oö]rd(e[ns]?|er\p{L}*)?(?!\p{L})/iu, 'Say "ist durch Suizid gestorben"'],
    [
      /(?<!\p{L})((psychisch|seelisch|geistig)[ -]|geistes|psycho|chronisch )kranke?[mnrs]?(?!\p{L})/iu,
      'Say "Menschen mit gelebter Erfahrung"',
    ],
    [/(?<!\p{L})(verrückte|irre|wahnsinnige)[mnrs]?(?!\p{L})/iu, 'Say "Menschen mit gelebter Erfahrung"'],
  ],
}

export const bannedWords: Lint = {
  id: 'banned-words',
  severity: 'warning',
  about: 'Words that label people are kept out of questions (QN-05). A word that a community uses for itself may stay.',
  bad: [
    { en: { questions: { heard: 'How often did staff listen to patients?' } } },
    { en: { questions: { heard: 'Do you suffer from it?' } } },
  ],
  good: [{ en: { questions: { heard: 'How often did staff listen to people?' } } }],
  check: (survey) =>
    matchesIn(survey, INSTEAD).map(({ part, found, beside }) => ({ part, message: `"${found}" labels people`, remedy: beside })),
}
