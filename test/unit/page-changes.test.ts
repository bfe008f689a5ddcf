import { describe, expect, it } from 'vitest'
import { PageChanges } from '#infra/local/dev/page-changes.ts'

describe('a page of a draft that waits for a change', () => {
  it('is answered with the next count as soon as something changed', async () => {
    const changes = new PageChanges()
    const waiting = changes.after(0)
    changes.happened()

    expect(await waiting).toBe(1)
    expect(await changes.after(0)).toBe(1)
  })

  it('is let go when the preview stops, and waits no more', async () => {
    const changes = new PageChanges()
    const waiting = [changes.after(0), changes.after(0)]
    changes.end()

    expect(await Promise.all(waiting)).toEqual([0, 0])
    expect(await changes.after(0)).toBe(0)
  })
})
