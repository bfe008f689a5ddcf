import { visitOf } from '#shared/response/secret.ts'
import type { House } from '../arrive.ts'
import { clearCookie, secretOf } from '../cookie.ts'
import { logFailure } from '../failure.ts'
import { StoppedPage } from '../pages/endings.tsx'
import { houseFrame } from '../pages/frame.ts'
import { type RouteContext, show } from '../reply.ts'
import { forget } from '../visit/forget.ts'

/** Nobody who has to get away waits longer than this for a store: the cookie that goes is the only key to the draft. */
const LEAVE_WITHIN_MS = 1000

/** Away, at once: the draft is deleted, the browser told to forget, and a neutral page comes instead. */
export const leave =
  ({ services, visits }: House) =>
  async (c: RouteContext): Promise<Response> => {
    const { visit } = c.env.request
    if (visit !== undefined)
      await within(
        LEAVE_WITHIN_MS,
        visits.end(secretOf(visit)).catch((error) => logFailure(services.log, 'draft', error)),
      )
    c.header('Set-Cookie', clearCookie)
    c.header('Clear-Site-Data', '"cache", "cookies", "storage"')
    return c.redirect(services.leaveTo, 303)
  }

/** "Stop and delete my answers": the draft, and whatever of it a Send that did not finish has stored. */
export const stop =
  ({ services, visits, editions }: House) =>
  async (c: RouteContext<'/s/:link/stop'>): Promise<Response> => {
    const { visit } = c.env.request
    if (visit !== undefined) {
      const secret = secretOf(visit)
      const draft = await visits.read(secret)
      if (!draft || draft.sending) {
        const versions = await services.repositories.community.versions()
        const own = draft ? versions.filter((version) => version.hash === draft.survey) : versions
        await forget(services, editions, visitOf(secret).codeBits, 'everything', own)
      }
      await visits.end(secret)
    }
    return show(c, <StoppedPage frame={houseFrame} />, { cookie: clearCookie })
  }

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, patience])
  clearTimeout(timer)
}
