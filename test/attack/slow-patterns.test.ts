import { describe, expect, it } from 'vitest'
import { parseCode } from '#shared/response/receipt.ts'
import { detect } from '#shared/stories/highlight.ts'
import { readAnswer } from '#shared/survey/form.ts'

/** Texts that a pattern may begin with again and again, and never finish. */
const SEEDS = [
  ...['a', 'A', 'é', '1', '٧', 'ع', ' ', '\n', '\u0000', '-', '.', '@', '%', '(', '~', '+1'],
  ...[
    'a.',
    'a-',
    '1 ',
    '1-',
    '1.',
    '1,',
    'a1',
    'Aa ',
    'Aa’',
    "a'",
    '@a',
    'a@a.',
    'www.',
    'http://',
    '%a',
    '(1',
    '1 /',
    'aa aa ',
    '\r\n',
    '\r',
  ],
  ...["i'm ", 'my son ', 'Ward ', 'Dr. A', 'in ', 'may ', '1st ', 'of ', 'me llamo ', 'شارع ', '12 may ', 'http://a.', 'A-', 'A A '],
]
const SHORT = 6000
const TIMES = 4

/** Everything that reads what people write, from the form to the screen of those who look after stories. */
const READERS: Record<string, (written: string) => unknown> = {
  'an answer in words': (written) => readAnswer({ id: 'q', type: 'text', max: 100 }, () => [written]),
  'a number': (written) => readAnswer({ id: 'q', type: 'number', bands: [{ id: 'any', from: 0, to: 120 }], auto: [] }, () => [written]),
  'a receipt code': parseCode,
  'what could name somebody': detect,
}

/** Time of the processor, in microseconds; the least of a few, as others use it too. */
function cost(read: (written: string) => unknown, written: string): number {
  const spent = Array.from({ length: 3 }, () => {
    const before = process.cpuUsage()
    read(written)
    return process.cpuUsage(before).user
  })
  return Math.min(...spent)
}

describe('words that are made to take long', () => {
  it.each(Object.entries(READERS))('take time in proportion to their length: %s', (_, read) => {
    const slow = SEEDS.flatMap((seed) => {
      const of = (length: number) => seed.repeat(Math.ceil(length / seed.length)).slice(0, length)
      read(of(SHORT))
      const [short, long] = [cost(read, of(SHORT)), cost(read, of(SHORT * TIMES))]
      // The system counts a processor's time in steps of some milliseconds: below three of them there is nothing to measure. In proportion is
      // four times; with the square it is sixteen, and tens of milliseconds at this length.
      return long > 12_000 && long > 2.2 * TIMES * short ? [`${JSON.stringify(seed)}: ${short} us, ${long} us`] : []
    })
    expect(slow).toEqual([])
  })
})
