import { expect, it } from 'vitest'
import { collapsed } from '#shared/storage/dynamodb/collapse-reads.ts'

/** Answers when it is told to, with how often it was asked by then. */
function slowly() {
  const asked: string[] = []
  const open: { answer: () => void; fail: () => void }[] = []
  const ask = (of: string) => {
    const number = asked.push(of)
    return new Promise<number>((resolve, reject) => {
      open.push({ answer: () => resolve(number), fail: () => reject(new Error(`number ${number} failed`)) })
    })
  }
  return { asked, ask: collapsed(ask), answer: () => open.shift()?.answer(), fail: () => open.shift()?.fail() }
}

it('who asks while it is being asked gets an answer that was asked for after them, shared with all who wait', async () => {
  const { asked, ask, answer } = slowly()
  const first = ask('a')
  const waiting = [ask('a'), ask('a'), ask('a')]
  expect(asked).toEqual(['a'])

  answer()
  expect(await first).toBe(1)
  expect(asked).toEqual(['a', 'a'])
  const later = ask('a')
  answer()
  expect(await Promise.all(waiting)).toEqual([2, 2, 2])
  answer()
  expect(await later).toBe(3)
  expect(asked).toHaveLength(3)
})

it('one that was asked when nothing is under way is asked at once, and is remembered by nobody', async () => {
  const { asked, ask, answer } = slowly()
  for (const number of [1, 2]) {
    const one = ask('a')
    answer()
    expect(await one).toBe(number)
  }
  expect(asked).toEqual(['a', 'a'])
})

it('different questions do not wait for each other', async () => {
  const { asked, ask, answer } = slowly()
  const both = [ask('a'), ask('b')]
  expect(asked).toEqual(['a', 'b'])
  answer()
  answer()
  expect(await Promise.all(both)).toEqual([1, 2])
})

it('a failure is told to those who waited for it, and those who came meanwhile ask again', async () => {
  const { ask, answer, fail } = slowly()
  const first = ask('a')
  const second = ask('a')
  fail()
  await expect(first).rejects.toThrow('number 1 failed')
  answer()
  expect(await second).toBe(2)
})
