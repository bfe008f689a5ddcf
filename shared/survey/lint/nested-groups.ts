import { areNested } from '../nests.ts'
import { answerIds, type ClosedQuestion, isClosed, isMany, questionsOf, type Survey, textsFor } from '../survey.ts'
import type { Flaw, Lint } from './lint.ts'

/** Kinds of places and of services that lie in one another, in the languages that surveys come in. A question that asks for one of a line may nest in one that asks for another. */
const LINES: readonly (readonly string[])[] = [
  [
    ...[
      'postcode',
      'parish',
      'ward',
      'village',
      'town',
      'city',
      'borough',
      'municipality',
      'district',
      'county',
      'province',
      'region',
      'country',
    ],
    ...['pueblo', 'ciudad', 'municipio', 'distrito', 'comarca', 'condado', 'provincia', 'región', 'comunidad', 'país'],
    ...['postleitzahl', 'dorf', 'stadt', 'gemeinde', 'bezirk', 'landkreis', 'kreis', 'bundesland', 'land', 'gegend'],
    ...['قرية', 'مدينة', 'بلدية', 'حي', 'مقاطعة', 'محافظة', 'إقليم', 'منطقة', 'بلد', 'دولة'],
  ],
  [
    ...['team', 'clinic', 'hospital', 'trust', 'provider'],
    ...['equipo', 'clínica', 'hospital', 'proveedor'],
    ...['klinik', 'krankenhaus', 'träger'],
    ...['فريق', 'عيادة', 'مستشفى'],
  ],
  [
    ...['class', 'school', 'college', 'faculty', 'university'],
    ...['clase', 'escuela', 'facultad', 'universidad'],
    ...['klasse', 'schule', 'fakultät', 'universität'],
    ...['صف', 'مدرسة', 'كلية', 'جامعة'],
  ],
]

const COUNTIES = { county: { text: 'Which county?', options: { kent: 'Kent', york: 'York', devon: 'Devon' } } }
const REGION = { region: { text: 'Which region?', options: { north: 'North', south: 'South' } } }
const ASKED = (nested: boolean) => [
  { id: 'region', type: 'single', options: ['north', 'south'] },
  {
    id: 'county',
    type: 'single',
    options: [
      ['kent', 'south'],
      ['york', 'north'],
      ['devon', 'south'],
    ].map(([id, place]) => (nested ? { id, in: place } : id)),
  },
]

export const nestedGroups: Lint = {
  id: 'nested-groups',
  severity: 'warning',
  about:
    'Where one group variable lies in another (counties in regions), the plan says so: a reader who has a map can subtract the counties from the region, and only then is the report protected against it.',
  bad: [
    {
      survey: { about_you: ASKED(false), plan: { by: ['region', 'county'] } },
      en: { questions: { age: null, ...REGION, ...COUNTIES } },
    },
  ],
  good: [
    {
      survey: { about_you: ASKED(true), plan: { by: ['region', 'county'], nests: { county: 'region' } } },
      en: { questions: { age: null, ...REGION, ...COUNTIES } },
    },
  ],
  check: (survey) => {
    const groups = groupVariables(survey)
    return groups.flatMap((one, i) =>
      groups.slice(i + 1).flatMap((other): Flaw[] => {
        const [inner, outer] = answerIds(one).length > answerIds(other).length ? [one, other] : [other, one]
        if (areNested(survey, one.id, other.id) || !lookNested(survey, inner, outer)) return []
        return [
          {
            part: { path: ['plan', 'by'] },
            message: `"${inner.id}" looks as if each of its answers lay in one of "${outer.id}", as counties lie in regions`,
            remedy: `If so, write nests: {${inner.id}: ${outer.id}} in the plan, and at each option of "${inner.id}" the option that it is "in". If not, leave it`,
          },
        ]
      }),
    )
  },
}

function groupVariables(survey: Survey): readonly ClosedQuestion[] {
  const names = new Set([...survey.plan.by, ...survey.plan.also.map(({ by }) => by)])
  return questionsOf(survey).filter(
    (question): question is ClosedQuestion => names.has(question.id) && isClosed(question) && !isMany(question),
  )
}

function lookNested(survey: Survey, inner: ClosedQuestion, outer: ClosedQuestion): boolean {
  return (
    haveNames(answerIds(inner), answerIds(outer)) ||
    haveNames(labelsOf(survey, inner), labelsOf(survey, outer)) ||
    areInLine(survey, inner, outer)
  )
}

/** Whether most of some names hold one of others: `north_kent`, `Kent (South East)`. */
function haveNames(names: readonly string[], others: readonly string[]): boolean {
  const held = names.map((name) =>
    others.find((other) => wordsOf(name).join(' ').includes(wordsOf(other).join(' ')) && wordsOf(name).length > wordsOf(other).length),
  )
  const found = held.filter((each) => each !== undefined)
  return new Set(found).size > 1 && found.length * 4 >= names.length * 3
}

function labelsOf(survey: Survey, question: ClosedQuestion): readonly string[] {
  return Object.values(textsFor(survey, '').questions[question.id]?.options ?? {})
}

/** Whether the two ask for different kinds of places, or of services, that lie in one another. */
function areInLine(survey: Survey, one: ClosedQuestion, other: ClosedQuestion): boolean {
  const [words, others] = [one, other].map((question) => [
    ...wordsOf(question.id),
    ...survey.languages.flatMap((language) => wordsOf(textsFor(survey, language).questions[question.id]?.text ?? '')),
  ])
  return LINES.some((line) => {
    const [asked, beside] = [words, others].map((each) => line.filter((kind) => each?.includes(kind)))
    return asked?.some((kind) => !beside?.includes(kind)) === true && beside?.some((kind) => !asked.includes(kind)) === true
  })
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}
