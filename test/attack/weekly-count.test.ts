import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { countWeekly } from '#functions/retain/count-weekly.ts'
import type { Participation } from '#shared/storage/repositories.ts'
import type { SurveyVersion } from '#shared/survey/survey.ts'

const VERSION: SurveyVersion = { id: 'being-heard', hash: 'ab'.repeat(32) }
const WEEK = 7 * 86_400_000

/** A survey as somebody with the board's console sees it: one number a week. People come and go; only how many there are matters here. */
function openSurvey(seed: number, honest: number) {
  const noted: Participation[] = []
  let [here, now] = [honest, Date.UTC(2026, 2, 4)]
  const services = {
    community: { listOpen: async () => [{ link: 'b', version: VERSION }] },
    responses: {
      async *ids(_: SurveyVersion, shard: number) {
        if (shard === 0) yield Array.from({ length: here }, (_, at) => Uint8Array.of(at))
      },
    },
    keepingLog: {
      participation: async () => noted.slice(-1),
      noteParticipation: async (each: Participation) => void noted.push(each),
    },
    pepper: new Uint8Array(createHash('sha256').update(`pepper ${seed}`).digest()),
    today: () => new Date(now).toISOString().slice(0, 10),
  }
  return {
    change: (by: number) => {
      here += by
    },
    /** The number that the console shows a week later. */
    async look(): Promise<number> {
      now += WEEK
      await countWeekly(services)
      return noted.at(-1)?.from ?? 0
    },
  }
}

/** A survey in the eyes of somebody who may answer: people come and go, and there is one number a week. */
type Watched = { change(by: number): void; look(): Promise<number> }
const ARRIVALS = 6

/**
 * Sends one answer more each week until the number takes a step, and takes it back again. From then on each person who comes takes the number over
 * the step. Gives whether somebody came, for each week, as far as the number tells; nothing when it does not fall again.
 */
async function watchArrivals({ change, look }: Watched, arrive: (turn: number) => void): Promise<readonly boolean[] | undefined> {
  const first = await look()
  while ((await look()) === first) change(1)
  change(-1)
  if ((await look()) !== first) return undefined
  const seen: boolean[] = []
  for (let turn = 0; turn < ARRIVALS; turn++) {
    arrive(turn)
    const came = (await look()) !== first
    seen.push(came)
    if (came) change(-1)
  }
  return seen
}

const CAME = Array.from({ length: ARRIVALS }, (_, turn) => turn % 3 === 0)
const SEEDS = Array.from({ length: 60 }, (_, seed) => seed)

describe('somebody who reads in the console each week how many have answered, and sends answers', () => {
  it('sees nobody come: a step that was taken once is never taken again', async () => {
    for (const seed of SEEDS) {
      const survey = openSurvey(seed, 31 + (seed % 10))
      expect(await watchArrivals(survey, () => survey.change(1))).toBeUndefined()
    }
  })

  it('would see each single person come, if the number were the true one in tens', async () => {
    let here = 34
    const survey = {
      change: (by: number) => {
        here += by
      },
      look: async () => 10 * Math.floor(here / 10),
    }
    const arrive = (turn: number) => {
      if (CAME[turn]) here++
    }
    expect(await watchArrivals(survey, arrive)).toEqual(CAME)
  })

  it('sees nobody leave', async () => {
    const survey = openSurvey(1, 58)
    const before = await survey.look()
    survey.change(-40)

    expect(before).toBeGreaterThanOrEqual(40)
    expect(await survey.look()).toBe(before)
  })

  it('is told a number that was reached, and is at most 18 behind while people come', async () => {
    for (const seed of SEEDS) {
      const survey = openSurvey(seed, 0)
      for (let people = 0; people < 70; people++) {
        const said = await survey.look()
        expect(said === 0 || said <= people).toBe(true)
        expect(people - said).toBeLessThanOrEqual(18)
        survey.change(1)
      }
    }
  })

  /** The numbers of honest people that explain every step, if one answer was added each week: each step takes 0 to 9 more than its number. */
  async function leftAfter(seed: number, honest: number, weeks: number): Promise<number> {
    const survey = openSurvey(seed, honest)
    let candidates = Array.from({ length: 100 }, (_, n) => n)
    let before = await survey.look()
    candidates = candidates.filter((n) => n >= before && n <= before + 18)
    for (let planted = 1; planted <= weeks; planted++) {
      survey.change(1)
      const said = await survey.look()
      if (said > before) candidates = candidates.filter((n) => n + planted - said >= 0 && n + planted - said <= 9)
      before = said
    }
    expect(candidates).toContain(honest)
    return candidates.length
  }

  it('is mostly left with several numbers of people after half a year in which nobody else came or left, and they alone added one answer each week', async () => {
    const left = await Promise.all(SEEDS.map((seed) => leftAfter(seed, 40 + (seed % 10), 26)))
    const mean = left.reduce((sum, each) => sum + each, 0) / left.length

    expect(mean).toBeGreaterThan(5)
    // In three secrets of sixty the steps lie so that one number is left. A number in tens without a secret leaves one always, after four weeks.
    expect(left.filter((each) => each === 1)).toHaveLength(3)
  })
})
