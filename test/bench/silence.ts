import { audited } from '#shared/disclosure/audit/release-gate.ts'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import type { Answers } from '#shared/survey/answer.ts'
import type { Rounding, Survey } from '#shared/survey/survey.ts'
import { AnyStudy } from '#test/attack/disclosure/support/any-study.ts'
import { chanceOf } from '#test/unit/disclosure/any-survey.ts'
import { section, single, surveyOf } from '#test/unit/disclosure/sample.ts'
import type { Row } from './row.ts'

const OFTEN = ['never', 'rarely', 'often', 'always']
const TOWNS = ['large', 'middle', 'small']

const SURVEY: Survey = {
  ...surveyOf([
    section('a', [single('heard', ['yes', 'no']), single('often', OFTEN), single('asked', ['yes', 'no', 'unsure']), single('town', TOWNS)]),
  ]),
  plan: { by: ['town'], cross: 'all', also: [], except: [] },
}

const HONEST = 300
const KEYS = [1, 2, 3]

/** The profiles with the base of their numbers, and how many answers are planted. */
const TRIED: readonly { readonly profile: Rounding; readonly base: number; readonly planted: readonly number[] }[] = [
  { profile: 'rounded', base: 5, planted: [10, 30, 100, 300] },
  { profile: 'careful', base: 10, planted: [10, 100] },
  { profile: 'small', base: 3, planted: [10, 100] },
]

type Chance = ReturnType<typeof chanceOf>

function person(said: Readonly<Record<string, string | undefined>>): Answers {
  return Object.fromEntries(
    Object.entries(said).map(([question, option]) => [
      question,
      option === undefined ? { state: 'skipped' as const } : { state: 'answered' as const, options: [option] },
    ]),
  )
}

function honest(chance: Chance): Answers {
  return person({
    heard: chance.oneOf(['yes', 'yes', 'no']),
    often: chance.oneOf(['often', 'often', 'often', undefined, ...OFTEN]),
    asked: chance.oneOf(['yes', 'no', 'no', 'unsure']),
    town: chance.oneOf(['large', 'large', 'large', 'middle', 'middle', 'small']),
  })
}

/** The answers that a saboteur can send: the n-th of them. */
const WAYS: Readonly<Record<string, (at: number, chance: Chance) => Answers>> = {
  'the most common answers, in the largest group': () => person({ heard: 'yes', often: 'often', asked: 'no', town: 'large' }),
  'the rarest answers, in the smallest group': () => person({ heard: 'no', often: 'never', asked: 'unsure', town: 'small' }),
  'nothing but the smallest group': () => person({ heard: undefined, often: undefined, asked: undefined, town: 'small' }),
  'nothing but the largest group': () => person({ heard: undefined, often: undefined, asked: undefined, town: 'large' }),
  'the most common answers, in no group': () => person({ heard: 'yes', often: 'often', asked: 'no', town: undefined }),
  'each answer in turn, none skipped': (at) =>
    person({ heard: ['yes', 'no'][at % 2], often: OFTEN[at % 4], asked: ['yes', 'no', 'unsure'][at % 3], town: TOWNS[at % 3] }),
  'answers like those of honest people': (_, chance) => honest(chance),
}

/** By number: exact to its base, less exact, or hidden. */
type Shown = ReadonlyMap<string, 'fine' | 'coarse' | 'hidden'>
type Tried = (typeof TRIED)[number]
type Planted = { readonly many: number; readonly answersOf: (at: number, chance: Chance) => Answers }

function shownOf(solver: Solver, { profile, base }: Tried, seed: number, planted?: Planted): Shown {
  const chance = chanceOf(seed)
  // One in ten waits (in `careful` one in five); who sent honest answers waits or not whatever is planted beside them.
  const isCounted = () => chance.below(profile === 'careful' ? 5 : 10) > 0
  const people = Array.from({ length: HONEST }, () => honest(chance)).filter(isCounted)
  const sent = planted ? Array.from({ length: planted.many }, (_, at) => planted.answersOf(at, chance)).filter(isCounted) : []
  const survey: Survey = {
    ...SURVEY,
    disclosure: profile === 'small' ? { profile, reports: 1, why: 'We are few.' } : { profile, reports: 1 },
  }
  const made = new AnyStudy(survey, { solver, gate: audited, seed }).release(
    [...people, ...sent].map((answers) => ({ answers, admittedIn: 1 })),
  )
  return new Map(
    (made?.report.tables ?? []).flatMap(({ id, by, slices }) =>
      slices.flatMap(({ group, cells }) =>
        cells.map((cell) => {
          const isCoarse = cell.status === 'published' && cell.count.high - cell.count.low > 2 * (base - 1)
          const shown = cell.status !== 'published' ? 'hidden' : isCoarse ? 'coarse' : 'fine'
          return [`${by === undefined ? 'everyone' : 'group'} ${id} ${group} ${cell.answer}`, shown] as const
        }),
      ),
    ),
  )
}

/** Numbers of everyone, and of groups. */
type Lost = { readonly everyone: number; readonly groups: number }

/**
 * For each number of planted answers: how many numbers of an honest report are hidden, in the way that hides most, and how many are rounded coarsely, in the
 * way that rounds most.
 */
export async function benchSilence(): Promise<readonly Row[]> {
  const solver = await loadSolver()
  return TRIED.flatMap((tried) => {
    const before = new Map(KEYS.map((seed) => [seed, shownOf(solver, tried, seed)]))
    const shown = [...before.values()].flatMap((each) => [...each].flatMap(([name, how]) => (how === 'hidden' ? [] : [name])))
    const [everyone, groups] = [countOf(shown).everyone, countOf(shown).groups]
    return tried.planted.map((many) => {
      const ways = Object.entries(WAYS).map(([way, answersOf]) => {
        const after = KEYS.map((seed) => [before.get(seed) ?? new Map(), shownOf(solver, tried, seed, { many, answersOf })] as const)
        const now = (how: 'hidden' | 'coarse') => countOf(after.flatMap(([was, is]) => became(was, is, how)))
        return { way, hidden: now('hidden'), coarse: now('coarse') }
      })
      const [hides, rounds] = [worst(ways, ({ hidden }) => hidden), worst(ways, ({ coarse }) => coarse)]
      return {
        what: `${tried.profile}: ${many} planted beside ${HONEST} honest answers, in the worst way (hides: ${hides?.way}; rounds: ${rounds?.way})`,
        measured: `of ${everyone} numbers of everyone and ${groups} of groups, in ${KEYS.length} keys: hidden by it ${hides?.hidden.everyone} and ${hides?.hidden.groups}, rounded coarsely ${rounds?.coarse.everyone} and ${rounds?.coarse.groups}`,
        ok: true,
      }
    })
  })
}

function worst<Way>(ways: readonly Way[], lost: (way: Way) => Lost): Way | undefined {
  const size = (way: Way) => lost(way).everyone + lost(way).groups
  return ways.toSorted((a, b) => size(b) - size(a))[0]
}

function countOf(names: readonly string[]): Lost {
  const everyone = names.filter((each) => each.startsWith('everyone')).length
  return { everyone, groups: names.length - everyone }
}

/** The numbers that were shown, and fine where coarse ones are asked for, and became hidden or coarse. */
function became(before: Shown, after: Shown, how: 'hidden' | 'coarse'): string[] {
  return [...before].flatMap(([name, was]) => {
    const is = after.get(name) ?? 'hidden'
    return is === how && was !== 'hidden' && was !== is ? [name] : []
  })
}
