import { createInterface } from 'node:readline/promises'
import { START_QUESTIONS, type StartQuestion } from '#cli/start/start-questions.ts'

export type StartAnswers = Partial<Record<StartQuestion['key'], string>>

/** Asks in the terminal what no flag has said. Enter alone takes what stands in brackets, or leaves an example to replace. */
export async function askTheRest(given: StartAnswers, beginnings: readonly string[]): Promise<StartAnswers> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answers: StartAnswers = { ...given }
  try {
    console.log('Press enter to take what stands in brackets. Whatever you leave out stays an example, which you can replace later.')
    for (const { key, asks, fallback } of START_QUESTIONS) {
      if (answers[key] !== undefined) continue
      const question = asks.replace('{beginnings}', beginnings.join(', '))
      const said = (await terminal.question(`${question} [${fallback ?? 'an example'}] `)).trim()
      if (said !== '') answers[key] = said
    }
    return answers
  } finally {
    terminal.close()
  }
}
