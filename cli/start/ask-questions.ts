import { createInterface } from 'node:readline/promises'
import { START_QUESTIONS, type StartQuestion } from '#cli/start/start-questions.ts'
import { CodedError } from '#shared/problem.ts'

export type StartAnswers = Partial<Record<StartQuestion['key'], string>>

type Asking = {
  /** The names of the surveys that a new one can begin from. */
  readonly beginnings: readonly string[]
  /** Gives the reason why an answer cannot be used; undefined where it can. */
  readonly wrong: (key: StartQuestion['key'], said: string) => string | undefined
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream
}

/**
 * Asks in the terminal what no flag has said. Enter alone takes what stands in brackets, or leaves an example to replace; what
 * cannot be used is asked again. Throws a CodedError when somebody ends it before the last question.
 */
export async function askTheRest(given: StartAnswers, { beginnings, wrong, input, output }: Asking): Promise<StartAnswers> {
  const terminal = createInterface({ input, output })
  // Lines that come before they are asked for wait here: people paste several at once.
  const lines = terminal[Symbol.asyncIterator]()
  let isOver = false
  terminal.once('close', () => {
    isOver = true
  })
  const ask = async (text: string): Promise<string> => {
    if (!isOver) terminal.setPrompt(text)
    if (!isOver) terminal.prompt()
    const { value, done } = await lines.next()
    if (done)
      throw new CodedError(
        'command-usage',
        'You left before the last question, so nothing was written. Give the command again to begin anew.',
      )
    return value
  }
  const answers: StartAnswers = { ...given }
  try {
    output.write('Type each answer and press enter. Enter alone takes what is in brackets; an example can be replaced later.\n')
    for (const { key, asks, fallback } of START_QUESTIONS) {
      if (answers[key] !== undefined) continue
      const question = `${asks.replace('{beginnings}', beginnings.join(', '))} [${fallback ?? 'an example'}] `
      for (;;) {
        const said = (await ask(question)).trim()
        const why = said === '' ? undefined : wrong(key, said)
        if (why === undefined && said !== '') answers[key] = said
        if (why === undefined) break
        output.write(`${why}\n`)
      }
    }
    return answers
  } finally {
    terminal.close()
  }
}
