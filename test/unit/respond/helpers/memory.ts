import type { Community, Repositories, Responses, StoredDraft, Stories } from '#shared/storage/repositories.ts'
import type { SurveyVersion } from '#shared/survey/survey.ts'

type StoredResponse = Parameters<Responses['store']>[1]
type StoredStory = Parameters<Stories['store']>[1]
type OpenSurvey = Parameters<Community['open']>[0]
type Call = 'drafts' | 'responses' | 'stories' | 'community'

export type Memory = Omit<Repositories, 'series'> & {
  readonly kept: {
    readonly drafts: Map<string, StoredDraft>
    readonly responses: Map<string, StoredResponse>
    readonly stories: Map<string, StoredStory>
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

/** The repositories in memory, with the promises of their interfaces. */
export function inMemory(): Memory {
  const drafts = new Map<string, StoredDraft>()
  const responses = new Map<string, StoredResponse>()
  const stories = new Map<string, StoredStory>()
  const surveys = new Map<string, { version: SurveyVersion; bytes: Uint8Array }>()
  const open = new Map<string, OpenSurvey>()

  async function store<T>(map: Map<string, T>, key: string, value: T): Promise<'stored' | 'already stored'> {
    if (map.has(key)) return 'already stored'
    map.set(key, value)
    return 'stored'
  }

  const memory: Memory = {
    kept: { drafts, responses, stories },
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
        return stored !== undefined && hex(stored.sealed) === hex(draft.sealed) && drafts.delete(hex(draft.id))
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
      // biome-ignore lint/correctness/useYield: the respondent's side may not read answers, and this store has none to give
      async *entries() {
        throw new Error('the respondent side may not read answers')
      },
    }),
    stories: watched('stories', {
      store: (version, story) => store(stories, place(version, story.id), story),
      async remove(version, id) {
        stories.delete(place(version, id))
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
      },
      async close(link) {
        open.delete(link)
      },
      async readOpen(link) {
        return open.get(link)
      },
      async listOpen() {
        return [...open.values()]
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
