import { FORM_ID, LANGUAGE_FIELD } from '#shared/pages/controls/language-switch.tsx'
import type { Frame } from '#shared/pages/layout.tsx'
import { parseCode } from '#shared/response/receipt.ts'
import { FIELD, GO } from '../fields.ts'
import { logFailure } from '../log-failure.ts'
import { TroublePage } from '../pages/ending-pages.tsx'
import { siteFrame } from '../pages/frame.ts'
import { WithdrawnPage, WithdrawPage } from '../pages/withdraw-page.tsx'
import { formOf, type RouteContext, show } from '../route.ts'
import { takeBack } from '../visit/stop.ts'

export async function withdrawPage(c: RouteContext): Promise<Response> {
  return show(c, <WithdrawPage frame={await aroundForm(c.env.frame.language)} typed="" />)
}

/** Takes back what a code reaches. A slip of the pen is pointed out; whether a whole code is known is told to nobody. */
export async function withdraw(c: RouteContext): Promise<Response> {
  const { deps } = c.env
  const form = formOf(c)
  const typed = form.get(FIELD.code) ?? ''
  const other = form.get(LANGUAGE_FIELD)
  const frame = await aroundForm(other ?? c.env.frame.language)
  if (other !== null) return show(c, <WithdrawPage frame={frame} typed={typed} />)
  const codeBits = parseCode(typed)
  const { words } = frame
  if (!codeBits) {
    const error = typed.trim() === '' ? words.withdraw.missing : words.withdraw.wrong
    return show(c, <WithdrawPage frame={frame} typed={typed} error={error} />, { status: 422 })
  }
  const taken = await deps.rateLimits.takeBack()
  if (taken.outcome === 'spent') {
    const page = <WithdrawPage frame={frame} typed={typed} notice={words.access.busy.withdraw} />
    return show(c, page, { status: 429, retryAfter: taken.retryAfter })
  }
  const what = form.get(FIELD.go) === GO.words ? 'words' : 'everything'
  try {
    await takeBack(deps, codeBits, what)
  } catch (error) {
    logFailure(deps.services.log, 'withdraw', error, 503)
    const { withdrawHeading, withdraw: text } = words.failed
    return show(c, <TroublePage frame={c.env.frame} heading={withdrawHeading} text={text} />, { status: 503 })
  }
  return show(c, <WithdrawnPage frame={c.env.frame} only={what} />)
}

/** Its other languages are buttons of the form: what was typed comes along. */
function aroundForm(language: string): Promise<Frame> {
  return siteFrame(language, { form: FORM_ID })
}
