import type { Services } from '#functions/respond/services.ts'
import type { SurveyVersion } from '#shared/survey/survey.ts'

/** The respondent's stores in memory, without a cost of their own: what is left is what our code takes. */
export function memoryRepositories(opened: {
  readonly link: string
  readonly version: SurveyVersion
  readonly bytes: Uint8Array
}): Services['repositories'] {
  const drafts = new Map<string, Parameters<Services['repositories']['drafts']['create']>[0]>()
  const responses = new Set<string>()
  const stories = new Set<string>()
  const hex = (id: Uint8Array) => Buffer.from(id).toString('hex')
  const store = (kept: Set<string>, id: Uint8Array) => {
    const before = kept.size
    return kept.add(hex(id)).size > before ? ('stored' as const) : ('already stored' as const)
  }
  return {
    drafts: {
      create: async (draft) => !drafts.has(hex(draft.id)) && drafts.set(hex(draft.id), draft) !== undefined,
      read: async (id) => drafts.get(hex(id)),
      replace: async (draft) => drafts.has(hex(draft.id)) && drafts.set(hex(draft.id), draft) !== undefined,
      remove: async (id) => {
        drafts.delete(hex(id))
      },
      removeUnchanged: async (draft) => drafts.get(hex(draft.id))?.revision === draft.revision && drafts.delete(hex(draft.id)),
    },
    responses: {
      store: async (_, { id }) => store(responses, id),
      holds: async (_, id) => responses.has(hex(id)),
      remove: async (_, id) => {
        responses.delete(hex(id))
      },
    },
    stories: {
      store: async (_, { id }) => store(stories, id),
      remove: async (_, id) => {
        stories.delete(hex(id))
      },
    },
    withdrawals: { keep: async () => undefined },
    invitations: { isKnown: async () => true, isUsed: async () => false, use: async () => true },
    followups: { readPlace: async () => undefined, replacePlace: async () => true, keep: async () => undefined },
    budgets: { read: async () => undefined, replace: async () => true },
    community: {
      readSurvey: async () => opened.bytes,
      versions: async () => [opened.version],
      readOpen: async () => ({ link: opened.link, version: opened.version }),
      readShut: async () => undefined,
      listOpen: async () => [{ link: opened.link, version: opened.version }],
    },
  }
}
