import type { StoredBudget, StoredFollowUp } from '#shared/storage/access-repositories.ts'
import type { Community, Repositories, Responses, ShutBecause, StoredDraft, Stories, Withdrawal } from '#shared/storage/repositories.ts'
import type { SurveyVersion } from '#shared/survey/survey.ts'

type StoredResponse = Parameters<Responses['store']>[1]
type StoredStory = Parameters<Stories['store']>[1]
type OpenSurvey = Parameters<Community['open']>[0]
type Call = 'drafts' | 'responses' | 'stories' | 'withdrawals' | 'community' | 'invitations' | 'followups' | 'budgets'

export type Memory = Omit<Repositories, 'series'> & {
  readonly kept: {
    readonly drafts: Map<string, StoredDraft>
    readonly responses: Map<string, StoredResponse>
    readonly stories: Map<string, StoredStory>
    readonly invitations: Map<string, Uint8Array | undefined>
    readonly followups: Map<string, StoredFollowUp>
    readonly budgets: Map<string, StoredBudget>
    readonly withdrawals: Map<string, Withdrawal & { readonly expires: number }>
  }
  /** Every call so far, such as `responses.store`. */
  readonly calls: string[]
  /** Called before each call with its name; may throw, as a store that does not answer. */
  before: (call: string) => void | Promise<void>
  /** Called after each call, when it has taken effect: throwing here is an answer that got lost. */
  after: (call: string) => void
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const place = (version: SurveyVersion, id: Uint8Array): string => `${version.id} ${version.hash} ${hex(id)}`

// biome-ignore lint/correctness/useYield: the respondent's side may read none of this, and these stores have none to give
async function* refused(): AsyncGenerator<never[]> {
  throw new Error('the respondent side may not read this')
}

async function refusedOnce(): Promise<never> {
  throw new Error('the respondent side may not do this')
}

/** The repositories in memory, with the promises of their interfaces. */
export function inMemory(): Memory {
  const drafts = new Map<string, StoredDraft>()
  const responses = new Map<string, StoredResponse>()
  const stories = new Map<string, StoredStory>()
  const withdrawals = new Map<string, Withdrawal & { readonly expires: number }>()
  const invitations = new Map<string, Uint8Array | undefined>()
  const followups = new Map<string, StoredFollowUp>()
  const budgets = new Map<string, StoredBudget>()
  const surveys = new Map<string, { version: SurveyVersion; bytes: Uint8Array }>()
  const open = new Map<string, OpenSurvey>()
  const shut = new Map<string, OpenSurvey & { because: ShutBecause }>()

  async function store<T>(map: Map<string, T>, key: string, value: T): Promise<'stored' | 'already stored'> {
    if (map.has(key)) return 'already stored'
    map.set(key, value)
    return 'stored'
  }

  const memory: Memory = {
    kept: { drafts, responses, stories, withdrawals, invitations, followups, budgets },
    calls: [],
    before: () => {},
    after: () => {},
    drafts: watched('drafts', {
      async create(draft) {
        return (await store(drafts, hex(draft.id), draft)) === 'stored'
      },
      async read(id, now) {
        const draft = drafts.get(hex(id))
        return draft && draft.expires > now ? draft : undefined
      },
      async replace(draft) {
        if (drafts.get(hex(draft.id))?.revision !== draft.revision - 1) return false
        drafts.set(hex(draft.id), draft)
        return true
      },
      async remove(id) {
        drafts.delete(hex(id))
      },
      async removeUnchanged(draft) {
        const stored = drafts.get(hex(draft.id))
        return stored !== undefined && hex(stored.ciphertext) === hex(draft.ciphertext) && drafts.delete(hex(draft.id))
      },
    }),
    responses: watched('responses', {
      store: (version, response) => store(responses, place(version, response.id), response),
      async holds(version, id) {
        return responses.has(place(version, id))
      },
      async remove(version, id) {
        responses.delete(place(version, id))
      },
      ids: refused,
      entries: refused,
    }),
    stories: watched('stories', {
      store: (version, story) => store(stories, place(version, story.id), story),
      async remove(version, id) {
        stories.delete(place(version, id))
      },
      read: refusedOnce,
      holds: refusedOnce,
      ids: refused,
    }),
    withdrawals: watched('withdrawals', {
      async keep(withdrawal, expires) {
        withdrawals.set(`${hex(withdrawal.mark)} ${withdrawal.what}`, { ...withdrawal, expires })
      },
      marks: refused,
    }),
    invitations: watched('invitations', {
      async add(survey, mark) {
        invitations.set(`made ${survey} ${hex(mark)}`, undefined)
      },
      async isKnown(survey, mark) {
        return invitations.has(`made ${survey} ${hex(mark)}`)
      },
      async use(survey, mark, holder) {
        const key = `used ${survey} ${hex(mark)}`
        const before = invitations.get(key)
        if (before && hex(before) !== hex(holder)) return false
        invitations.set(key, holder)
        return true
      },
      async isUsed(survey, mark) {
        return invitations.has(`used ${survey} ${hex(mark)}`)
      },
      async count(survey) {
        const of = (list: string) => [...invitations.keys()].filter((key) => key.startsWith(`${list} ${survey} `)).length
        return { made: of('made'), used: of('used') }
      },
      removeAll: async () => refusedOnce(),
    }),
    followups: watched('followups', {
      async readPlace(survey, place) {
        return followups.get(`pool ${survey} ${place}`)
      },
      async replacePlace(survey, place, entry, before) {
        const key = `pool ${survey} ${place}`
        if (followups.get(key)?.sealed !== before?.sealed) return false
        followups.set(key, entry)
        return true
      },
      async keep(survey, entry) {
        followups.set(`kept ${survey} ${hex(entry.sealed)}`, entry)
      },
    }),
    budgets: watched('budgets', {
      async read(id) {
        return budgets.get(id)
      },
      async replace(budget, before) {
        const stored = budgets.get(budget.id)
        if (stored?.window !== before?.window || stored?.taken !== before?.taken) return false
        budgets.set(budget.id, budget)
        return true
      },
    }),
    community: watched('community', {
      async storeSurvey(version, bytes) {
        surveys.set(version.hash, { version, bytes })
      },
      async readSurvey(version) {
        const found = surveys.get(version.hash)
        return found?.version.id === version.id ? found.bytes : undefined
      },
      async versions() {
        return [...surveys.values()].map(({ version }) => version)
      },
      async open(survey) {
        open.set(survey.link, survey)
        shut.delete(survey.link)
      },
      async shut(link, because) {
        const before = open.get(link) ?? shut.get(link)
        if (before) shut.set(link, { ...before, because })
        open.delete(link)
      },
      async readOpen(link) {
        return open.get(link)
      },
      async listOpen() {
        return [...open.values()]
      },
      async readShut(link) {
        return shut.get(link)
      },
      async listShut() {
        return [...shut.values()]
      },
    }),
  }

  function watched<R extends object>(name: Call, repository: R): R {
    return new Proxy(repository, {
      get(target, method, receiver) {
        const found: unknown = Reflect.get(target, method, receiver)
        if (typeof found !== 'function') return found
        return async (...args: unknown[]) => {
          const call = `${name}.${String(method)}`
          memory.calls.push(call)
          await memory.before(call)
          const result: unknown = await Reflect.apply(found, target, args)
          memory.after(call)
          return result
        }
      },
    })
  }

  return memory
}
