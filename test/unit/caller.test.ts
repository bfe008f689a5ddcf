import { describe, expect, it } from 'vitest'
import { CallerGone, callerOf } from '#functions/caller.ts'

describe('work for the process that started this one', () => {
  it('goes on while that process is there, and ends once there is another parent', () => {
    let parent = 7
    const assertWanted = callerOf(() => parent)

    expect(assertWanted).not.toThrow()
    parent = 1
    expect(assertWanted).toThrow(CallerGone)
  })
})
