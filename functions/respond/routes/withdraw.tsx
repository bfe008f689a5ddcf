import { parseCode } from '#shared/response/receipt.ts'
import type { House } from '../arrive.ts'
import { logFailure } from '../failure.ts'
import { FIELD, GO } from '../fields.ts'
import { TroublePage } from '../pages/endings.tsx'
import { WithdrawnPage, WithdrawPage } from '../pages/withdraw.tsx'
import { formOf, type RouteContext, show } from '../reply.ts'
import { takeBack } from '../visit/stop.ts'

export const withdrawPage = async (c: RouteContext): Promise<Response> => show(c, <WithdrawPage frame={c.env.house} typed="" />)

/** Takes back what a code reaches. A slip of the pen is pointed out; whether a whole code is known is told to nobody. */
export const withdraw =
  (house: House) =>
  async (c: RouteContext): Promise<Response> => {
    const form = formOf(c)
    const typed = form.get(FIELD.code) ?? ''
    const codeBits = parseCode(typed)
    const { words } = c.env.house
    if (!codeBits) {
      const error = typed.trim() === '' ? words.withdraw.missing : words.withdraw.wrong
      return show(c, <WithdrawPage frame={c.env.house} typed={typed} error={error} />, { status: 422 })
    }
    const taken = await house.door.takeBack()
    if (taken.outcome === 'spent') {
      const page = <WithdrawPage frame={c.env.house} typed={typed} notice={words.door.busy.withdraw} />
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
