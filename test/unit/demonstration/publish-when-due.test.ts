import { describe, expect, it } from 'vitest'
import { ledgerReader } from '#functions/approvals.ts'
import { publishingWhenDue } from '#infra/local/publish-when-due.ts'
import { ASite, aCandidate, sha, study } from '../findings/a-site.ts'

/** A site, and a look at whether something is due, which counts how often it was published. */
function watched(publish: (site: ASite) => Promise<unknown> = (site) => site.publish()) {
  const site = new ASite()
  const ran: number[] = []
  const look = publishingWhenDue(ledgerReader({ ledger: site.ledger, board: site.board.ledger }), () => {
    ran.push(site.board.lines.length)
    return publish(site)
  })
  return { site, ran, look }
}

describe('in the demonstration, a report that takes effect', () => {
  it('is published at the next look, and once', async () => {
    const { site, ran, look } = watched()
    await look()
    expect(ran).toEqual([])

    site.approve(aCandidate())
    await look()
    await look()

    expect(ran).toHaveLength(1)
    expect((await site.get(`/r/${study}/v1/`)).status).toBe(200)
  })

  it('is tried again when something else has happened, and not before, where it could not be published', async () => {
    const { site, ran, look } = watched(async () => {
      throw new Error('the disk is full')
    })
    site.approve(aCandidate())

    await expect(look()).rejects.toThrow('full')
    await look()
    expect(ran).toHaveLength(1)

    site.board.pause('m1', sha(aCandidate()))
    await expect(look()).rejects.toThrow('full')
    expect(ran).toHaveLength(2)
  })
})
