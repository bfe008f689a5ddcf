import type { Survey } from '#shared/survey/survey.ts'
import { section, single, surveyOf } from './sample.ts'

/** Men are asked why in any case, women who said how often. Among women, the people who were not asked why are those who skipped how often. */
export const MEN_ARE_ASKED_WHY: Survey = {
  ...surveyOf([
    section('a', [single('sex', ['f', 'm']), single('often', ['once', 'twice'])]),
    section('b', [
      single('why', ['yes', 'no'], {
        if: {
          any: [
            { q: 'sex', in: ['m'] },
            { q: 'often', answered: true },
          ],
        },
      }),
      single('how', ['yes', 'no'], { if: { q: 'often', answered: true } }),
    ]),
  ]),
  plan: { by: ['sex'], cross: 'all', also: [], except: [] },
}
