import { LANGUAGES, pageLanguageOf } from '../../languages.ts'
import type { Lint } from './lint.ts'

export const pageLanguage: Lint = {
  id: 'page-language',
  severity: 'error',
  about: 'The pages around a survey speak its languages: nobody agrees by a button that they cannot read.',
  bad: [{ says: 'languages: [en, fr], while the pages do not speak French.' }],
  good: [{ says: 'languages: [en]' }],
  check: ({ languages }) =>
    languages.flatMap((language, i) =>
      pageLanguageOf(language)
        ? []
        : [
            {
              part: { path: ['languages', i] },
              message: `the buttons of the pages have no words in "${language}" yet`,
              remedy: `Translate shared/pages/words, or keep to ${Object.keys(LANGUAGES).join(', ')}`,
            },
          ],
    ),
}
