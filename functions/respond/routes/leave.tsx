import type { House } from '../arrive.ts'
import { clearCookie, secretOf } from '../cookie.ts'
import { logFailure } from '../failure.ts'
import { StoppedPage } from '../pages/endings.tsx'
import { type RouteContext, show } from '../reply.ts'
import { stopVisit } from '../visit/stop.ts'

/** Nobody who has to get away waits longer than this for a store: the cookie that goes is the only key to the draft. */
const LEAVE_WITHIN_MS = 1000

/** Away, at once: the draft is deleted, with whatever of it a Send that did not finish has stored, the browser told to forget, and a neutral page comes instead. */
export const leave =
  (house: House) =>
  async (c: RouteContext): Promise<Response> => {
    const { visit } = c.env.request
    if (visit !== undefined)
      await within(
        LEAVE_WITHIN_MS,
        stopVisit(house, secretOf(visit)).catch((error) => logFailure(house.services.log, 'draft', error)),
      )
    c.header('Set-Cookie', clearCookie)
    c.header('Clear-Site-Data', '"cache", "cookies", "storage"')
    return c.redirect(house.services.leaveTo, 303)
  }

/** "Stop and delete my answers": the draft, and whatever of it a Send that did not finish has stored. */
export const stop =
  (house: House) =>
  async (c: RouteContext<'/s/:link/stop'>): Promise<Response> => {
    const { visit } = c.env.request
    if (visit !== undefined) await stopVisit(house, secretOf(visit))
    return show(c, <StoppedPage frame={c.env.house} />, { cookie: clearCookie })
  }

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, patience])
  clearTimeout(timer)
}
