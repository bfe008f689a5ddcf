import { type Draft, decryptDraft, encryptDraft, stoppedDraft } from '#shared/response/draft.ts'
import { SECRET_BYTES, type VisitSecret, visitOf } from '#shared/response/secret.ts'
import type { StoredDraft } from '#shared/storage/repositories.ts'
import type { Services } from '../services.ts'

const HOUR = 60 * 60
/** The tries to change a draft. Only tabs of one person change it at the same time, so a few are enough. */
const TRIES = 8
const BUSY = 'another request kept changing the draft'

export type Visits = {
  /** Begins a visit and returns its secret, which from now on only the cookie holds. */
  begin(draft: Draft): Promise<VisitSecret>
  read(secret: VisitSecret): Promise<Draft | undefined>
  /**
   * Applies a change to the draft as it is stored, again if another tab was faster. Returns the draft as it then is, or
   * undefined when there is none. `change` may return the draft it got, to leave it alone.
   */
  update(secret: VisitSecret, change: (draft: Draft) => Draft): Promise<Draft | undefined>
  /** Removes the draft if `isWhole` is true of it at that moment. A mark left by `stop` stays. */
  end(secret: VisitSecret, isWhole?: (draft: Draft) => boolean): Promise<'ended' | 'gone' | 'stopped' | 'changed'>
  /**
   * Removes the draft for good. If Send may be under way, a mark without answers takes its place until it expires: every Send
   * looks for it after storing. `removed`: there was a draft, and nothing of it can have been stored. `marked`: there was one,
   * and something of it may have been. `empty`: there was none, and something may be stored.
   */
  stop(secret: VisitSecret, what?: Stopped): Promise<'removed' | 'marked' | 'empty'>
  /** Gives what `stop` was asked to stop, if anything. */
  stopped(secret: VisitSecret): Promise<Stopped | undefined>
}

export type Stopped = NonNullable<Draft['stopped']>

export function visitsIn({ repositories: { drafts }, random, clock }: Pick<Services, 'repositories' | 'random' | 'clock'>): Visits {
  const now = () => Math.floor(clock().getTime() / 1000)

  function encrypted(secret: VisitSecret, draft: Draft, revision: number, expires: number): StoredDraft {
    const { draftId, draftKey } = visitOf(secret)
    return { id: draftId, ciphertext: encryptDraft(draft, draftKey, { id: draftId, revision }, random(12)), revision, expires }
  }

  async function load(secret: VisitSecret): Promise<{ draft: Draft; stored: StoredDraft } | undefined> {
    const { draftId, draftKey } = visitOf(secret)
    const stored = await drafts.read(draftId, now())
    const draft = stored && decryptDraft(stored.ciphertext, draftKey, stored)
    return stored && draft && { draft, stored }
  }

  // Counted from the start of the visit, so that it tells nothing about when a person was here.
  const inADay = () => Math.floor((now() + 24 * HOUR) / HOUR) * HOUR

  /** Marks a place where nothing can be read. False when something lies there. */
  async function markEmpty(secret: VisitSecret, what: Stopped): Promise<boolean> {
    if (await drafts.create(encrypted(secret, stoppedDraft(what), 1, inADay()))) return true
    // An entry that cannot be read is a draft past its time that the database has not removed yet.
    if (!(await load(secret))) await drafts.remove(visitOf(secret).draftId)
    return false
  }

  return {
    async begin(draft) {
      const secret = random(SECRET_BYTES)
      if (!(await drafts.create(encrypted(secret, draft, 1, inADay())))) throw new Error('a fresh random id was taken')
      return secret
    },

    async read(secret) {
      const found = await load(secret)
      return found?.draft.stopped ? undefined : found?.draft
    },

    async update(secret, change) {
      for (let tried = 0; tried < TRIES; tried++) {
        const found = await load(secret)
        if (!found || found.draft.stopped) return undefined
        const changed = change(found.draft)
        if (changed === found.draft) return changed
        if (await drafts.replace(encrypted(secret, changed, found.stored.revision + 1, found.stored.expires))) return changed
      }
      throw new Error(BUSY)
    },

    async end(secret, isWhole = () => true) {
      for (let tried = 0; tried < TRIES; tried++) {
        const found = await load(secret)
        if (!found) return 'gone'
        if (found.draft.stopped) return 'stopped'
        if (!isWhole(found.draft)) return 'changed'
        if (await drafts.removeUnchanged(found.stored)) return 'ended'
      }
      throw new Error(BUSY)
    },

    async stop(secret, what = 'everything') {
      let wasThere = false
      for (let tried = 0; tried < TRIES; tried++) {
        const found = await load(secret)
        if (!found) {
          if (await markEmpty(secret, what)) return wasThere ? 'marked' : 'empty'
          wasThere = true
          continue
        }
        const { draft, stored } = found
        if (draft.stopped === 'everything' || draft.stopped === what) return 'marked'
        if (!draft.stopped && !draft.sending && !draft.sentBefore) {
          if (await drafts.removeUnchanged(stored)) return 'removed'
          continue
        }
        // An hour more than the draft had: anybody who read the draft in its last second still finds the mark.
        const expires = draft.stopped ? stored.expires : stored.expires + HOUR
        if (await drafts.replace(encrypted(secret, stoppedDraft(what), stored.revision + 1, expires))) return 'marked'
      }
      throw new Error(BUSY)
    },

    async stopped(secret) {
      return (await load(secret))?.draft.stopped
    },
  }
}
