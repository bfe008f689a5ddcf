import { FORM_ID, LANGUAGE_FIELD } from '#shared/pages/controls/language-switch.tsx'
import { leavingBy } from '#shared/pages/controls/link-or-submit.tsx'
import { parseCode } from '#shared/response/receipt.ts'
import { secondsToNextWindow } from '../abuse/rate-counter.ts'
import { FIELD, GO } from '../fields.ts'
import { logFailure } from '../log-failure.ts'
import { siteFrame, withdrawIn } from '../pages/page-frames.ts'
import { WithdrawnPage, WithdrawPage } from '../pages/withdraw-page.tsx'
import { flashedFields, flashTo, formOf, goTo, KEPT, keepAndGoTo, type RouteContext, show } from '../route.ts'
import { takeBack } from '../visit/stop.ts'
import { clearCookie } from '../visit-cookies.ts'

/** One box for a code; after a slip, with what was typed and what to look at. */
export async function withdrawPage(c: RouteContext): Promise<Response> {
  const { flash, frame: site, deps } = c.env
  // Its other languages are buttons of the form: what was typed comes along.
  const frame = await siteFrame(site.language, { form: FORM_ID })
  const typed = flashedFields(c).get(FIELD.code) ?? ''
  const { withdraw, failed, access } = frame.words
  const page = { frame, typed }
  switch (flash?.why) {
    case 'missing':
    case 'wrong':
      return show(c, <WithdrawPage {...page} error={withdraw[flash.why]} />, { status: 422 })
    case 'busy':
      return show(c, <WithdrawPage {...page} notice={{ text: access.busy.withdraw, code: 'R07' }} />, {
        status: 429,
        retryAfter: secondsToNextWindow(deps.services.clock),
      })
    case 'failed':
      return show(c, <WithdrawPage {...page} notice={{ text: failed.withdraw, code: 'R08' }} />, { status: 503 })
    default:
      return show(c, <WithdrawPage {...page} />)
  }
}

/** Deletes everything under a code. A slip of the pen is pointed out; nobody is told whether a whole code is known. */
export async function withdraw(c: RouteContext): Promise<Response> {
  const { deps, frame } = c.env
  const form = formOf(c)
  const typed = form.get(FIELD.code) ?? ''
  const again = (why: string, language = frame.language) => flashTo(c, withdrawIn(language), { why, fields: [[FIELD.code, typed]] })
  const other = form.get(LANGUAGE_FIELD)
  if (other !== null) return again('switched', other)
  const leaving = leavingBy(form)
  if (leaving === 'support') return keepAndGoTo(c, withdrawIn(frame.language).split('?')[0] ?? '/', [[FIELD.code, typed]], frame.supportAt)
  if (leaving) return again(KEPT)
  const codeBits = parseCode(typed)
  if (!codeBits) return again(typed.trim() === '' ? 'missing' : 'wrong')
  const taken = await deps.rateLimits.takeBack()
  if (taken.outcome === 'spent') return again('busy')
  const what = form.get(FIELD.go) === GO.words ? 'words' : 'everything'
  try {
    await takeBack(deps, codeBits, what)
  } catch (error) {
    logFailure(deps.services.log, 'withdraw', error, 503)
    return again('failed')
  }
  return flashTo(c, withdrawnAt(frame.language), { why: what }, ...(what === 'everything' ? [clearCookie('receipt')] : []))
}

/** Tells somebody who has just deleted their answers that it is done. */
export async function withdrawnPage(c: RouteContext): Promise<Response> {
  const { flash, frame } = c.env
  if (flash?.why !== 'everything' && flash?.why !== 'words') return goTo(c, withdrawIn(frame.language))
  return show(c, <WithdrawnPage frame={frame} only={flash.why} />)
}

export function withdrawnAt(language: string): string {
  return withdrawIn(language).replace('/withdraw', '/withdrawn')
}
