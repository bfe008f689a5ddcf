import { type Random, randomFrom } from '#shared/made-up-people/random.ts'
import type { PurposeId, Survey } from '#shared/survey/survey.ts'

/** One question a page, or all of them on one. */
export type Mode = 'pages' | 'one-page'

/** The end of a visit. `after` is the share of the question pages seen before going away. */
export type Ending =
  | { readonly kind: 'under-age' }
  | { readonly kind: 'leaves' | 'stops' | 'closes the tab'; readonly after: number }
  | { readonly kind: 'sends'; readonly twice: boolean; readonly withdraws?: 'everything' | 'words' }

export type VisitPlan = {
  readonly mode: Mode
  /** Chosen on the first page; absent for those who read on in the language it opens in. */
  readonly language?: string
  /** Changed to on the way. */
  readonly changesTo?: string
  /** Optional purposes this person says yes to. */
  readonly agrees: readonly PurposeId[]
  /** Looks at one answer again before sending, and leaves it as it is. */
  readonly looksBack: boolean
  /** Presses "Skip this question" where nothing is chosen; others just press Continue. */
  readonly pressesSkip: boolean
  /** Copies the receipt code without dashes and in small letters. */
  readonly typesCarelessly: boolean
  readonly ending: Ending
}

export type Habit = { readonly mode: Mode | 'mixed'; readonly withdraws: number }

/**
 * The way a person goes through the survey, drawn apart from what they answer: the same seed gives the same answers in every
 * mode.
 */
export function planVisit(survey: Survey, habit: Habit, seed: string, index: number): VisitPlan {
  const random = randomFrom(seed, survey.id, 'visit', index)
  const onePage = random.chance(0.3)
  return {
    mode: habit.mode === 'mixed' ? (onePage ? 'one-page' : 'pages') : habit.mode,
    agrees: survey.consent.purposes.filter((purpose) => purpose.required || random.chance(0.75)).map((purpose) => purpose.id),
    looksBack: random.chance(0.1),
    pressesSkip: random.chance(0.7),
    typesCarelessly: random.chance(0.5),
    ending: endingOf(random, habit.withdraws),
    ...languagesOf(survey, randomFrom(seed, survey.id, 'language', index)),
  }
}

/** Most read on in the first language; some choose another, and a few of them change their mind. */
function languagesOf({ languages }: Survey, random: Random): Pick<VisitPlan, 'language' | 'changesTo'> {
  const [first = '', ...others] = languages
  const other = others[random.below(Math.max(1, others.length))]
  if (other === undefined || !random.chance(0.25)) return {}
  return random.chance(0.2) ? { language: other, changesTo: first } : { language: other }
}

function endingOf(random: Random, withdraws: number): Ending {
  const after = random.uniform()
  const kind = (['sends', 'leaves', 'stops', 'closes the tab', 'under-age'] as const)[random.weighted([92, 2.5, 2, 2.5, 1])] ?? 'sends'
  if (kind === 'under-age') return { kind }
  if (kind !== 'sends') return { kind, after }
  const twice = random.chance(0.03)
  const back = random.chance(withdraws)
  const what = random.chance(0.7) ? 'everything' : 'words'
  return back ? { kind, twice, withdraws: what } : { kind, twice }
}
