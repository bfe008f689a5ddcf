import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { asMeant } from '#cli/start/as-meant.ts'
import { askTheRest, type StartAnswers } from '#cli/start/ask-questions.ts'

const wrong = (key: string, said: string) => (key === 'languages' && said.includes('xx') ? 'The pages do not speak "xx".' : undefined)

/** Somebody at a terminal, who types a line whenever they are asked. */
async function typed(lines: readonly string[], given: StartAnswers = {}) {
  const [input, output] = [new PassThrough(), new PassThrough()]
  let shown = ''
  const left = [...lines]
  output.on('data', (text: Buffer) => {
    shown += text.toString()
    if (!shown.endsWith('] ')) return
    const line = left.shift()
    if (line === undefined) input.end()
    else input.write(`${line}\n`)
  })
  const answers = await askTheRest(given, { beginnings: ['blank', 'stories'], wrong, input, output })
  return { answers, shown }
}

describe('the questions of chorus survey new', () => {
  it('keep what is typed, and leave out what is passed over with enter', async () => {
    const { answers, shown } = await typed(['stories', 'What we think', '', 'Voices Leeds', '', '', ' Our members ', '', '', 'GB'])

    expect(answers).toEqual({ from: 'stories', title: 'What we think', askedBy: 'Voices Leeds', paidBy: 'Our members', support: 'GB' })
    expect(shown).toContain('Which survey do you want to begin from? blank, stories [blank]')
    expect(shown).toContain('Who pays for the survey? [an example]')
  })

  it('ask again for what cannot be used, and lose nothing of the rest', async () => {
    const { answers, shown } = await typed(['', 'Ours', 'xx', 'es,xx', 'es', '', '', '', '', '', '', ''])

    expect(answers).toEqual({ title: 'Ours', languages: 'es' })
    expect(shown.split('The pages do not speak "xx".')).toHaveLength(3)
  })

  it('understand names as people write them', () => {
    expect(asMeant({ from: 'Being heard', languages: 'English and Español, AR', support: 'uk, usa; anywhere', title: 'Ours' })).toEqual({
      from: 'being-heard',
      languages: 'en,es,ar',
      support: 'GB,US,*',
      title: 'Ours',
    })
    expect(asMeant({ languages: 'Klingon' })).toEqual({ languages: 'Klingon' })
  })

  it('ask nothing that a flag has said', async () => {
    const { shown } = await typed(['Ours', '', '', '', '', '', ''], { from: 'blank', languages: 'en', support: 'US' })

    expect(shown).not.toContain('Which survey do you want to begin from?')
    expect(shown).not.toContain('For which regions do you want')
  })

  it('keep lines that are pasted all at once', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()]
    output.resume()
    input.end('stories\nOurs\nen\n\n\n\n\n\n\nGB\n')

    expect(await askTheRest({}, { beginnings: ['stories'], wrong, input, output })).toEqual({
      from: 'stories',
      title: 'Ours',
      languages: 'en',
      support: 'GB',
    })
  })

  it('end with a plain sentence when somebody leaves before the last one', async () => {
    await expect(typed(['stories', 'Ours'])).rejects.toThrow('You left before the last question, so nothing was written')
  })
})
