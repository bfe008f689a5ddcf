import { audited } from '#shared/disclosure/audit/release-gate.ts'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import type { Answers } from '#shared/survey/answer.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { AnyStudy } from '#test/attack/disclosure/support/any-study.ts'
import { chanceOf } from '#test/unit/disclosure/any-survey.ts'
import { section, single, surveyOf } from '#test/unit/disclosure/sample.ts'
import type { Row } from './row.ts'

const OFTEN = ['never', 'rarely', 'often', 'always']

const survey: Survey = {
  ...surveyOf([
    section('a', [
      single('heard', ['yes', 'no']),
      single('often', OFTEN),
      single('asked', ['yes', 'no', 'unsure']),
      single('town', ['large', 'middle', 'small']),
    ]),
  ]),
  plan: { by: ['town'], cross: 'all', also: [], except: [] },
}

const HONEST = 300
const KEYS = [1, 2, 3]
const PLANTED = [10, 30, 100, 300]

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

/** The answers that a saboteur can send, all alike. */
const WAYS: Readonly<Record<string, Answers>> = {
  'the most common answers, in the largest group': person({ heard: 'yes', often: 'often', asked: 'no', town: 'large' }),
  'the rarest answers, in the smallest group': person({ heard: 'no', often: 'never', asked: 'unsure', town: 'small' }),
  'nothing but the smallest group': person({ heard: undefined, often: undefined, asked: undefined, town: 'small' }),
  'nothing but the largest group': person({ heard: undefined, often: undefined, asked: undefined, town: 'large' }),
  'the most common answers, in no group': person({ heard: 'yes', often: 'often', asked: 'no', town: undefined }),
}

type Shown = ReadonlyMap<string, boolean>

function shownOf(solver: Solver, seed: number, planted: readonly Answers[]): Shown {
  const chance = chanceOf(seed)
  // One in ten waits; who sent honest answers waits or not whatever is planted beside them.
  const isCounted = () => chance.below(10) > 0
  const people = Array.from({ length: HONEST }, () => honest(chance)).filter(isCounted)
  const study = new AnyStudy(survey, { solver, gate: audited, seed })
  const made = study.release([...people, ...planted.filter(isCounted)].map((answers) => ({ answers, admittedIn: 1 })))
  const tables = made?.report.tables ?? []
  return new Map(
    tables.flatMap(({ id, by, slices }) =>
      slices.flatMap(({ group, cells }) =>
        cells.map(({ answer, status }) => [`${by === undefined ? 'everyone' : 'group'} ${id} ${group} ${answer}`, status === 'published']),
      ),
    ),
  )
}

/** The number of hidden numbers of an honest report for each number of planted answers, in the way that hides most. */
export async function benchSilence(): Promise<readonly Row[]> {
  const solver = await loadSolver()
  const before = new Map(KEYS.map((seed) => [seed, shownOf(solver, seed, [])]))
  return PLANTED.map((many) => {
    const tried = Object.entries(WAYS).map(([way, answers]) => {
      const hidden = KEYS.flatMap((seed) => lost(before.get(seed) ?? new Map(), shownOf(solver, seed, Array(many).fill(answers))))
      return {
        way,
        everyone: hidden.filter((each) => each.startsWith('everyone')).length,
        groups: hidden.filter((each) => each.startsWith('group')).length,
      }
    })
    const worst = tried.toSorted((a, b) => b.everyone + b.groups - a.everyone - a.groups)[0]
    const shown = [...before.values()].flatMap((each) => [...each].flatMap(([name, isShown]) => (isShown ? [name] : [])))
    const of = (kind: string) => shown.filter((each) => each.startsWith(kind)).length
    return {
      what: `${many} planted beside ${HONEST} honest answers, in the way that hides most (${worst?.way})`,
      measured: `hidden by it: ${worst?.everyone} of ${of('everyone')} numbers of everyone, ${worst?.groups} of ${of('group')} of groups, in ${KEYS.length} keys`,
      ok: true,
    }
  })
}

function lost(before: Shown, after: Shown): string[] {
  return [...before].flatMap(([name, isShown]) => (isShown && !after.get(name) ? [name] : []))
}
