import { dayOf } from '#shared/governance/days.ts'
import type { Services } from './services.ts'

/** The most of what stays for good that one person may have made here on one day. */
const MOST_A_DAY = { survey: 20, quotes: 20, words: 20, charter: 20 } as const
export type Limited = keyof typeof MOST_A_DAY

/** Kept past the end of its day anywhere on earth. */
const KEPT_SECONDS = 3 * 24 * 60 * 60

/** The answer to scripts and to the command line; pages say it in their language. */
export const LIMIT_SAID = 'you have had as many made today as one person may, so go on tomorrow'

type Counting = Pick<Services, 'boardroom' | 'random' | 'clock'>

/** Counts one more of these for a person, or says no where it is too many for a day. Two at once are counted as two. */
export async function isWithinLimit({ boardroom, random, clock }: Counting, what: Limited, by: string): Promise<boolean> {
  const now = clock()
  const seconds = Math.floor(now.getTime() / 1000)
  const own = `${dayOf(now)} ${by} `
  const list = `limit ${what}` as const
  const before = (await boardroom.all(list, seconds)).filter(({ key }) => key.startsWith(own)).length
  for (let place = before; place < MOST_A_DAY[what]; place++)
    if (await boardroom.keep(list, `${own}${place}`, random(16), seconds + KEPT_SECONDS)) return true
  return false
}
