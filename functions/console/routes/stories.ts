import { formOf, type RouteContext } from '../route.ts'
import { answerAsk } from '../stories/answer-ask.ts'
import { signedAsk } from '../stories/ask.ts'
import { AskRefused } from '../stories/ask-refused.ts'

/** Answers the command line of holders and readers. Each question is signed: no session takes part in it. */
export async function askStories(c: RouteContext): Promise<Response> {
  const { room, services } = c.env
  const read = signedAsk.safeParse(parsed(formOf(c).get('ask') ?? ''))
  if (!room || !read.success) return c.json({ refused: 'this is no question that a board can answer' }, 409)
  try {
    return c.json(await answerAsk(services, room.state, read.data), 200)
  } catch (thrown) {
    if (thrown instanceof AskRefused) return c.json({ refused: thrown.message }, 409)
    throw thrown
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
