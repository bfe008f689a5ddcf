import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { showAudit } from '#cli/audit-threads/audit-progress.ts'

/** A stream that is no terminal, or says that it is one. */
function screen(isTTY: boolean) {
  const text: string[] = []
  const stream = Object.assign(new PassThrough(), { isTTY })
  stream.on('data', (bytes: Buffer) => text.push(bytes.toString()))
  return { stream, text }
}

describe('the progress of an audit', () => {
  it('is a line every tenth where there is no terminal: the report, the question, and the check that was begun last', () => {
    const { stream, text } = screen(false)
    const progress = showAudit(stream)
    for (const round of [1, 2]) {
      progress.onStep({ step: 'begun', release: 3, questions: 2 })
      for (const question of ['q1', 'q2']) {
        progress.onStep({ step: 'check', question, check: 'A1' })
        if (round === 1) progress.onStep({ step: 'check', question, check: 'A5' })
        progress.onStep({ step: 'done', question })
      }
    }
    progress.stop()

    expect(text.join('')).toBe(
      [
        'Attacking report 3: question 1 of 2, A5 of q1',
        'Attacking report 3: question 2 of 2, A5 of q2',
        'Attacking report 3 again, repaired: question 1 of 2, A1 of q1',
        'Attacking report 3 again, repaired: question 2 of 2, A1 of q2',
        '',
      ].join('\n'),
    )
  })

  it('is a bar on a terminal, which says the same', () => {
    const { stream, text } = screen(true)
    const progress = showAudit(stream)
    progress.onStep({ step: 'begun', release: 3, questions: 20 })
    progress.onStep({ step: 'done', question: 'q1' })
    progress.onStep({ step: 'check', question: 'q2', check: 'A8' })
    progress.stop()

    expect(text.join('')).toMatch(/Attacking report 3: question .* 1 of 20, A8 of q2/)
  })

  it('is of numbers where these are attacked one by one', () => {
    const { stream, text } = screen(false)
    const progress = showAudit(stream)
    progress.onProgress(1, 2)
    progress.onProgress(2, 2)

    expect(text.join('')).toBe('Attacking numbers: 1 of 2\nAttacking numbers: 2 of 2\n')
  })
})
