import { parseCode } from '#shared/response/receipt.ts'
import type { House } from '../arrive.ts'
import { logFailure } from '../failure.ts'
import { FIELD, GO } from '../fields.ts'
import { TroublePage } from '../pages/endings.tsx'
import { houseFrame } from '../pages/frame.ts'
import { WithdrawnPage, WithdrawPage } from '../pages/withdraw.tsx'
import { formOf, type RouteContext, show } from '../reply.ts'
import { forget } from '../visit/forget.ts'

export const withdrawPage = async (c: RouteContext): Promise<Response> => show(c, <WithdrawPage frame={houseFrame} typed="" />)

/** Takes back what a code reaches. A slip of the pen is pointed out; whether a whole code is known is told to nobody. */
export const withdraw =
  ({ services, editions }: House) =>
  async (c: RouteContext): Promise<Response> => {
    const form = formOf(c)
    const typed = form.get(FIELD.code) ?? ''
    const codeBits = parseCode(typed)
    const { words } = houseFrame
    if (!codeBits) {
      const error = typed.trim() === '' ? words.withdraw.missing : words.withdraw.wrong
      return show(c, <WithdrawPage frame={houseFrame} typed={typed} error={error} />, { status: 422 })
    }
    const what = form.get(FIELD.go) === GO.words ? 'words' : 'everything'
    try {
      await forget(services, editions, codeBits, what)
    } catch (error) {
      logFailure(services.log, 'withdraw', error, 503)
      const { withdrawHeading, withdraw: text } = words.failed
      return show(c, <TroublePage frame={houseFrame} heading={withdrawHeading} text={text} />, { status: 503 })
    }
    return show(c, <WithdrawnPage frame={houseFrame} only={what} />)
  }
