import { decryptForm, encryptForm, type FormDraft } from '#shared/response/one-page-draft.ts'
import { formDraftOf, SECRET_BYTES, type VisitSecret } from '#shared/response/secret.ts'
import type { Services } from '../services.ts'

const HOUR = 60 * 60
const MINUTES_KEPT = 60
/** A draft is one item of a table, which may hold 400 KB. */
const MOST_BYTES = 350 * 1024

export type FormDrafts = {
  /** Keeps what was entered, and returns the secret that opens it. Undefined when it is more than can be kept. */
  save(link: string, form: URLSearchParams): Promise<VisitSecret | undefined>
  /** What was entered in a form of this survey, if it is still there. */
  read(secret: VisitSecret, link: string): Promise<URLSearchParams | undefined>
  remove(secret: VisitSecret): Promise<void>
}

/**
 * Keeps what was entered in a one-page form while the browser goes to the page that comes next: the form again with what
 * is wrong in it, or a page that the person looks at in between. For an hour, under a secret that only the browser has.
 */
export function formDraftsIn({ repositories: { drafts }, random, clock }: Pick<Services, 'repositories' | 'random' | 'clock'>): FormDrafts {
  const now = () => Math.floor(clock().getTime() / 1000)

  return {
    async save(link, form) {
      const secret = random(SECRET_BYTES)
      const { id, key } = formDraftOf(secret)
      const draft: FormDraft = { link, until: now() + MINUTES_KEPT * 60, fields: [...form] }
      const ciphertext = encryptForm(draft, key, id, random(12))
      if (ciphertext.length > MOST_BYTES) return undefined
      // On a full hour, as the expiry of any draft: never the time a person came.
      const expires = (Math.floor(now() / HOUR) + 2) * HOUR
      if (!(await drafts.create({ id, ciphertext, revision: 1, expires }))) throw new Error('a fresh random id was taken')
      return secret
    },

    async read(secret, link) {
      const { id, key } = formDraftOf(secret)
      const stored = await drafts.read(id, now())
      const draft = stored && decryptForm(stored.ciphertext, key, id)
      return draft && draft.link === link && draft.until > now() ? new URLSearchParams(draft.fields) : undefined
    },

    remove: (secret) => drafts.remove(formDraftOf(secret).id),
  }
}
