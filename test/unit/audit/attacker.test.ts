import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Attacker, attackerOf, withFullNests } from '#shared/disclosure/audit/attacker.ts'
import { NO_FACTS, type PublicFact, type PublishedReport } from '#shared/disclosure/audit/history.ts'
import { Infeasible } from '#shared/disclosure/linear/solver.ts'
import { cellLabel, structureOf } from '#shared/disclosure/structure/survey-structure.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { keyOf, multi, section, single, surveyOf } from '../disclosure/sample.ts'
import { count, generator, type Person, seriesFrom } from './community.ts'
import { POLICY, printedOf } from './published.ts'

/** Everything that ties counts together: a condition, a part that can be skipped, a choice of many, two group variables. */
const survey: Survey = {
  ...surveyOf([
    section('a', [single('age', ['young', 'old']), single('place', ['town', 'land', 'sea'], { auto: ['pns'] })]),
    section('b', [single('asked', ['yes', 'no']), single('later', ['well', 'badly'], { if: { q: 'asked', in: ['yes'] } })]),
    section('c', [single('pension', ['some', 'none'], { if: { q: 'age', in: ['old'] } }), multi('went', ['here', 'there', 'else'])], {
      note: true,
    }),
  ]),
  plan: { by: ['age', 'place'], cross: 'all', also: [], except: [] },
}

function person(random: () => number): Person {
  const of = (...answers: readonly string[]) => answers[Math.floor(random() * answers.length)] ?? ''
  const age = of('young', 'old', 'old', '~skipped')
  const asked = of('yes', 'yes', 'no', '~skipped')
  const skipsPart = random() < 0.1
  const went = ['here', 'there', 'else'].filter(() => random() < 0.4)
  return {
    age,
    place: of('town', 'town', 'land', 'sea', '~pns'),
    asked,
    later: asked === 'yes' ? of('well', 'well', 'badly', '~skipped') : '~not_shown',
    pension: skipsPart ? '~section_skipped' : age === 'old' ? of('some', 'none', '~skipped') : '~not_shown',
    went: skipsPart ? '~section_skipped' : went.length === 0 ? of('~skipped', '~pns') : went,
  }
}

/** Members of four releases: people join, and some leave. */
function membersOf(seed: number): readonly (readonly Person[])[] {
  const random = generator(seed)
  const people = Array.from({ length: 400 }, () => person(random))
  return [150, 200, 230, 300].map((size, release) => people.slice(release * 7, size))
}

function truthsOf(attacker: Attacker, history: readonly PublishedReport[], members: readonly (readonly Person[])[]): PublicFact[] {
  const structure = structureOf(survey)
  return history.flatMap(({ release }) =>
    count(survey, members[release - 1] ?? []).flatMap(({ question, by, slices }) =>
      slices.flatMap(({ group, base, cells }) => {
        const place = { question, by, group }
        const facts = [{ release, ...place, count: base }, ...cells.map(({ answer, count }) => ({ release, ...place, answer, count }))]
        return facts.filter((fact) => {
          const predicates = 'answer' in fact ? structure.predicatesOf(place, fact.answer) : structure.predicatesOfGroup(place)
          return attacker.count(cellLabel(survey.id, predicates), release) !== undefined
        })
      }),
    ),
  )
}

describe('what the attacker writes down', () => {
  it('is true: the true counts of every release satisfy all of it, for any people who joined and left', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(255), (seed, key) => {
        const members = membersOf(seed)
        const history = seriesFrom(survey, members, keyOf(key))
        const growth = new Map([2, 3, 4].map((release) => [release, { admitted: [50, 30, 70][release - 2] ?? 0, withdrawn: 7 }]))
        const known = truthsOf(attackerOf(printedOf(history), history, NO_FACTS), history, members)

        expect(known.length).toBeGreaterThan(300)
        expect(() => attackerOf(printedOf(history), history, { ...NO_FACTS, growth, known })).not.toThrow()
      }),
      { numRuns: 25 },
    )
  }, 60_000)

  it('contradicts a count that is wrong by one in a row that is otherwise known', () => {
    const members = membersOf(1)
    const history = seriesFrom(survey, members.slice(0, 1))
    const known = truthsOf(attackerOf(printedOf(history), history, NO_FACTS), history, members)
    const wrong = known.map((fact) =>
      fact.question === 'asked' && fact.answer === 'no' && !fact.by ? { ...fact, count: fact.count + 1 } : fact,
    )

    expect(() => attackerOf(printedOf(history), history, { ...NO_FACTS, known })).not.toThrow()
    expect(() => attackerOf(printedOf(history), history, { ...NO_FACTS, known: wrong })).toThrow(Infeasible)
  })

  it('knows one offset for all releases: with a count known in one, that of the next lies within what both allow', () => {
    const members = membersOf(2)
    // 148 people printed as 150 have an offset of 2 or more.
    const history = seriesFrom(survey, [(members[0] ?? []).slice(0, 148), members[1] ?? []], keyOf(3))
    expect(history[0]?.tables[0]?.slices[0]?.base?.value === 150).toBe(true)
    const label = cellLabel(survey.id, [])
    const widthWith = (known: readonly PublicFact[]) => {
      const attacker = attackerOf(printedOf(history), history, { ...NO_FACTS, known })
      const { low, high } = attacker.system.range(attacker.count(label, 2) ?? -1)
      return high - low
    }

    expect(widthWith([{ release: 1, count: 148 }])).toBeLessThan(widthWith([]))
  })
})

describe('an attacker who does not know which nests are full', () => {
  const nests = ['county', 'ward', 'street'].map((inner) => ({ inner, outer: 'area', groups: [] }))
  const printed = Object.assign(printedOf([{ release: 1, survey, policy: POLICY, tables: [] }]), { nests })
  const triedWith = (canBeFull: (nest: string) => boolean) => {
    const tried: string[] = []
    const found = withFullNests(printed, (full) => {
      tried.push([...full].join('+'))
      return [...full].every(canBeFull) ? [...full].join('+') : undefined
    })
    return { tried, found }
  }

  it('takes all of them to be full where the numbers can be so, and looks no further', () => {
    expect(triedWith(() => true)).toEqual({ tried: ['county+ward+street'], found: ['county+ward+street'] })
  })

  it('takes as many of them to be full as can be: one that is not full does not make the others so', () => {
    expect(triedWith((nest) => nest !== 'ward').found).toEqual(['county+street'])
    expect(triedWith((nest) => nest === 'ward').found).toEqual(['ward'])
    expect(triedWith(() => false).found).toEqual([''])
  })
})
