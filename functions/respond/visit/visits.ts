import { type Draft, openDraft, sealDraft } from '#shared/response/draft.ts'
import { SECRET_BYTES, type VisitSecret, visitOf } from '#shared/response/secret.ts'
import type { StoredDraft } from '#shared/storage/repositories.ts'
import type { Services } from '../services.ts'

const HOUR = 60 * 60
/** Two tabs of one person meet here, so a handful of tries is plenty. */
const TRIES = 8

export type Visits = {
  /** Begins a visit and returns its secret, which from now on only the cookie holds. */
  begin(draft: Draft): Promise<VisitSecret>
  read(secret: VisitSecret): Promise<Draft | undefined>
  /**
   * Applies a change to the draft as it is stored, again if another tab was faster. Returns the draft as it then is, or
   * undefined when there is none. `change` may return the draft it got, to leave it alone.
   */
  update(secret: VisitSecret, change: (draft: Draft) => Draft): Promise<Draft | undefined>
  end(secret: VisitSecret): Promise<void>
}

export function visitsIn({ repositories: { drafts }, random, clock }: Pick<Services, 'repositories' | 'random' | 'clock'>): Visits {
  const now = () => Math.floor(clock().getTime() / 1000)

  function seal(secret: VisitSecret, draft: Draft, revision: number, expires: number): StoredDraft {
    const { draftId, draftKey } = visitOf(secret)
    return { id: draftId, sealed: sealDraft(draft, draftKey, draftId, random(12)), revision, expires }
  }

  async function load(secret: VisitSecret): Promise<{ draft: Draft; stored: StoredDraft } | undefined> {
    const { draftId, draftKey } = visitOf(secret)
    const stored = await drafts.read(draftId, now())
    const draft = stored && openDraft(stored.sealed, draftKey, draftId)
    return stored && draft && { draft, stored }
  }

  return {
    async begin(draft) {
      const secret = random(SECRET_BYTES)
      // Counted from the start of the visit and never moved, so that it tells nothing about when a person was here.
      const expires = Math.floor((now() + 24 * HOUR) / HOUR) * HOUR
      if (!(await drafts.create(seal(secret, draft, 1, expires)))) throw new Error('a fresh random id was taken')
      return secret
    },

    async read(secret) {
      return (await load(secret))?.draft
    },

    async update(secret, change) {
      for (let tried = 0; tried < TRIES; tried++) {
        const found = await load(secret)
        if (!found) return undefined
        const changed = change(found.draft)
        if (changed === found.draft) return changed
        if (await drafts.replace(seal(secret, changed, found.stored.revision + 1, found.stored.expires))) return changed
      }
      throw new Error('the draft kept changing under us')
    },

    async end(secret) {
      await drafts.remove(visitOf(secret).draftId)
    },
  }
}
