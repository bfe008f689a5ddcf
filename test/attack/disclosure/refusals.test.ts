import { beforeAll, describe, expect, it } from 'vitest'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { keyOf } from '#test/unit/disclosure/sample.ts'
import { ANSWERS, GROUPS, OpenStudy, surveyOfThree } from './support/open-study.ts'

/** A study as who asks for reports sees it: answers can be sent and taken back, and each try is answered in words. */
type Asked = { join(): number; leave(receipt: number): void; ask(): string }

const MADE = 'made'
const [MOST_PLANTED, ARRIVALS] = [160, 6]

/**
 * Somebody who sends answers and asks for a report after each, as often as they like. They look for words that change while there is no report yet.
 * There they stay: one answer that is taken back changes the words back, and the next person who comes changes them again. `arrive`: whether one
 * person came, which the attacker guesses from the words alone. Gives the guesses; nothing when no words changed.
 */
function watchArrivals(study: Asked, arrive: (turn: number) => void): readonly boolean[] | undefined {
  const planted: number[] = []
  const first = study.ask()
  let words = first
  while (words === first && planted.length < MOST_PLANTED) {
    planted.push(study.join())
    words = study.ask()
  }
  if (words === MADE || words === first) return undefined
  return Array.from({ length: ARRIVALS }, (_, turn) => {
    // Answers that wait change nothing: those that count are taken back until the words are the first ones again.
    while (study.ask() !== first) {
      const last = planted.pop()
      if (last === undefined) return false
      study.leave(last)
    }
    arrive(turn)
    return study.ask() !== first
  })
}

const PROFILES = ['rounded', 'careful', 'small', 'exact-closed', 'ckm'] as const
const HONEST = 8

describe('somebody who asks for a report again and again, and sends answers in between', () => {
  let solver: Solver
  beforeAll(async () => {
    solver = await loadSolver()
  })

  const surveyWith = (profile: (typeof PROFILES)[number]): Survey => {
    const { access: _, ...overLink } = surveyOfThree
    return { ...overLink, disclosure: profile === 'small' ? { profile, reports: 1, why: 'We are few.' } : { profile } }
  }

  function open(survey: Survey, seed: number) {
    const study = new OpenStudy({ survey, key: keyOf(seed), solver })
    let [here, sent] = [0, 0]
    const join = () => {
      here++
      sent++
      return study.join({ answer: ANSWERS[sent % 3] ?? 'a', group: GROUPS[sent % 2] ?? 'left' })
    }
    for (let i = 0; i < HONEST; i++) join()
    const leave = (receipt: number) => {
      here--
      study.leave(receipt)
    }
    return { study, join, leave, here: () => here }
  }

  /** Somebody came in every turn of even number. */
  const CAME = Array.from({ length: ARRIVALS }, (_, turn) => turn % 2 === 0)

  it.each(PROFILES)('hears the same words until there is a report of %s, however many there are', (profile) => {
    for (const seed of [1, 2, 3]) {
      const { study, join, leave } = open(surveyWith(profile), seed)
      const ask = () => (study.release() ? MADE : study.lastWords)

      expect(watchArrivals({ join, leave, ask }, () => join())).toBeUndefined()
      expect(study.reports).toHaveLength(1)
      expect(new Set(study.refusals)).toEqual(new Set(['too_few_answers']))
    }
  })

  it('would know of each single person who comes, if a refusal said on which side of any number their number lies, with whatever secret', () => {
    for (const secret of [0, 1, 2, 3, 4]) {
      const { join, leave, here } = open(surveyWith('rounded'), 1)
      const ask = () => (5 * Math.floor((here() + secret) / 5) < 25 ? 'fewer than about 25' : 'about 25 or more')

      const guessed = watchArrivals({ join, leave, ask }, (turn) => {
        if (CAME[turn]) join()
      })

      expect(guessed).toEqual(CAME)
    }
  })
})
