import { FORM_ID, LANGUAGE_FIELD } from '#shared/pages/controls/language-switch.tsx'
import type { Frame } from '#shared/pages/layout.tsx'
import { parseCode } from '#shared/response/receipt.ts'
import type { House } from '../arrive.ts'
import { logFailure } from '../failure.ts'
import { FIELD, GO } from '../fields.ts'
import { TroublePage } from '../pages/endings.tsx'
import { houseFrameIn } from '../pages/frame.ts'
import { WithdrawnPage, WithdrawPage } from '../pages/withdraw.tsx'
import { formOf, type RouteContext, show } from '../reply.ts'
import { takeBack } from '../visit/stop.ts'

export const withdrawPage = async (c: RouteContext): Promise<Response> =>
  show(c, <WithdrawPage frame={await aroundForm(c.env.house.language)} typed="" />)

/** Takes back what a code reaches. A slip of the pen is pointed out; whether a whole code is known is told to nobody. */
export const withdraw =
  (house: House) =>
  async (c: RouteContext): Promise<Response> => {
    const form = formOf(c)
    const typed = form.get(FIELD.code) ?? ''
    const other = form.get(LANGUAGE_FIELD)
    const frame = await aroundForm(other ?? c.env.house.language)
    if (other !== null) return show(c, <WithdrawPage frame={frame} typed={typed} />)
    const codeBits = parseCode(typed)
    const { words } = frame
    if (!codeBits) {
      const error = typed.trim() === '' ? words.withdraw.missing : words.withdraw.wrong
      return show(c, <WithdrawPage frame={frame} typed={typed} error={error} />, { status: 422 })
    }
    const taken = await house.door.takeBack()
    if (taken.outcome === 'spent') {
      const page = <WithdrawPage frame={frame} typed={typed} notice={words.door.busy.withdraw} />
      return show(c, page, { status: 429, retryAfter: taken.retryAfter })
    }
    const what = form.get(FIELD.go) === GO.words ? 'words' : 'everything'
    try {
      await takeBack(house, codeBits, what)
    } catch (error) {
      logFailure(house.services.log, 'withdraw', error, 503)
      const { withdrawHeading, withdraw: text } = words.failed
      return show(c, <TroublePage frame={c.env.house} heading={withdrawHeading} text={text} />, { status: 503 })
    }
    return show(c, <WithdrawnPage frame={c.env.house} only={what} />)
  }

/** Its other languages are buttons of the form: what was typed comes along. */
function aroundForm(language: string): Promise<Frame> {
  return houseFrameIn(language, { form: FORM_ID })
}
