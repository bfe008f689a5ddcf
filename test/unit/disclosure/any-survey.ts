import type { Answers, ClosedAnswer } from '#shared/survey/answer.ts'
import { applySkipLogic } from '#shared/survey/skip-logic.ts'
import { answerIds, type Condition, isClosed, isMany, type Question, type Section, type Survey } from '#shared/survey/survey.ts'
import { section, single, surveyOf } from './sample.ts'

/** A source of chance that follows from a seed (mulberry32). */
export type Chance = { below(limit: number): number; oneIn(n: number): boolean; oneOf<T>(all: readonly [T, ...T[]]): T }

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let bits = Math.imul(state ^ (state >>> 15), 1 | state)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return { below, oneIn: (n) => below(n) === 0, oneOf: (all) => all[below(all.length)] ?? all[0] }
}

type Size = {
  readonly questions: number
  readonly options: number
  readonly groupings: number
  /** Groups are answers to choices of one that everybody is asked, and a condition looks at one question. */
  readonly ordinary?: boolean
}

/** A survey of any shape: choices of one and of many, conditions on questions and parts, parts to skip, groups of all kinds. */
export function anySurvey(seed: number, { questions, options, groupings, ordinary = false }: Size): Survey {
  const chance = chanceOf(seed)
  const made: Question[] = []
  const names = (count: number): string[] => Array.from({ length: count }, (_, at) => `o${at}`)
  const condition = (): Condition | undefined => {
    const before = made.filter(isClosed)
    const [first, ...others] = before
    if (first === undefined || (ordinary && made.length < groupings) || !chance.oneIn(3)) return undefined
    const leaf = (): Condition => {
      const asked = chance.oneOf([first, ...others])
      const ids = answerIds(asked)
      const some = ids.filter(() => chance.oneIn(2))
      const chosen = some.length > 0 ? some : ids.slice(0, 1)
      if (chance.oneIn(4)) return { q: asked.id, answered: true }
      if (chosen.length < ids.length && chance.oneIn(3)) return { q: asked.id, none_of: chosen }
      return chance.oneIn(2) || chosen.length === ids.length ? { q: asked.id, in: chosen } : { q: asked.id, any_except: chosen }
    }
    if (ordinary || !chance.oneIn(3)) return leaf()
    return chance.oneIn(2) ? { all: [leaf(), leaf()] } : { any: [leaf(), leaf()] }
  }
  const question = (id: string): Question => {
    const shown = condition()
    const auto = (['pns', 'dk', 'na'] as const).filter(() => chance.oneIn(4))
    const more = { auto, ...(shown ? { if: shown } : {}) }
    if ((ordinary && made.length < groupings) || !chance.oneIn(3)) return single(id, names(2 + chance.below(options - 1)), more)
    const many = names(2 + chance.below(options)).map((option, at) => ({
      id: option,
      ...(at > 0 && chance.oneIn(4) ? { alone: true as const } : {}),
    }))
    return chance.oneIn(2)
      ? { id, type: 'multi', options: many, ...more }
      : { id, type: 'pick', options: many, max: 1 + chance.below(2), ...more }
  }
  const sections: Section[] = []
  for (let at = 0; at < questions; ) {
    const shown = condition()
    const own: Question[] = []
    do {
      const next = question(`q${at++}`)
      own.push(next)
      made.push(next)
    } while (at < questions && !chance.oneIn(3))
    sections.push(section(`s${sections.length}`, own, { note: chance.oneIn(3), ...(shown ? { if: shown } : {}) }))
  }
  const by = made.map(({ id }) => id).filter((_, at) => at < groupings)
  const also = chance.oneIn(3) && made.length > 2 ? [{ question: by[0] ?? 'q0', by: `q${made.length - 1}` }] : []
  return { ...surveyOf(sections), id: `any-${seed}`, plan: { by, cross: 'all', also, except: [] } }
}

/** The same survey with roll-ups of every question that has three answers or more: of some of them, and of some others. */
export function withRollups(survey: Survey, seed: number): Survey {
  const chance = chanceOf(seed)
  const rolled = (question: Question): Question => {
    if (!isClosed(question)) return question
    const ids = answerIds(question)
    const first = ids.slice(0, 2)
    const last = ids.slice(chance.below(2) + 1)
    const rollups = [first, last].filter((of) => of.length >= 2 && of.length < ids.length)
    const different = rollups.filter((of, at) => !rollups.slice(0, at).some((other) => other.join() === of.join()))
    return different.length === 0 ? question : { ...question, rollups: different.map((of, at) => ({ id: `r${at}`, of })) }
  }
  return { ...survey, sections: survey.sections.map((each) => ({ ...each, questions: each.questions.map(rolled) })) }
}

/**
 * The same survey with two more questions at its end, which make groups: counties, each in a region. Some have roll-ups. Its own first question
 * makes groups too where it decides nothing.
 */
export function withNest(survey: Survey, seed: number): Survey {
  const chance = chanceOf(seed)
  const regions = Array.from({ length: 2 + chance.below(2) }, (_, at) => `r${at}`)
  const counties = Array.from({ length: regions.length + 1 + chance.below(3) }, (_, at) => ({
    id: `c${at}`,
    in: regions[at] ?? regions[chance.below(regions.length)] ?? 'r0',
  }))
  const rollups = chance.oneIn(2) ? { rollups: [{ id: 'some', of: counties.slice(0, 2).map(({ id }) => id) }] } : {}
  const questions = [single('region', regions), single('county', counties, { auto: ['pns'], ...rollups })]
  const { sections, plan } = survey
  const decides = (id: string) => JSON.stringify(sections).includes(`"q":"${id}"`)
  const { texts } = surveyOf([...sections, section('place', questions)])
  return {
    ...survey,
    sections: [...sections, section('place', questions, { note: chance.oneIn(2) })],
    texts,
    plan: { ...plan, by: [...plan.by.slice(0, 1).filter((id) => !decides(id)), 'region', 'county'], also: [], nests: { county: 'region' } },
  }
}

/** The answers of somebody, as the server settles them. */
export function anyAnswers(survey: Survey, chance: Chance): Answers {
  const given: Record<string, ClosedAnswer> = {}
  for (const question of survey.sections.flatMap((each) => each.questions).filter(isClosed)) {
    const state = chance.oneOf([undefined, undefined, undefined, 'skipped' as const, ...question.auto])
    given[question.id] = state === undefined ? { state: 'answered', options: chosen(question, chance) } : { state }
  }
  const skipped = new Set(survey.sections.filter(() => chance.oneIn(5)).map(({ id }) => id))
  return applySkipLogic(survey, given, skipped)
}

function chosen(question: Question, chance: Chance): readonly string[] {
  if (!isClosed(question)) return []
  const ids = answerIds(question)
  const one = ids[chance.below(ids.length)] ?? ''
  if (!isMany(question)) return [one]
  const isAlone = (id: string): boolean => question.options.some((option) => option.id === id && option.alone === true)
  if (isAlone(one)) return [one]
  const most = question.type === 'pick' ? question.max : ids.length
  return [one, ...ids.filter((id) => id !== one && !isAlone(id) && chance.oneIn(2))].slice(0, most)
}
