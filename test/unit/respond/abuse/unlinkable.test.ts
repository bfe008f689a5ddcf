import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { makeInvitations } from '#cli/invitations.ts'
import { admit, spend } from '#functions/respond/abuse/admission.ts'
import { limits } from '#functions/respond/abuse/limits.ts'
import { sendResponse } from '#functions/respond/visit/send-response.ts'
import { stepsOf } from '#functions/respond/visit/survey-steps.ts'
import { consentTextHash } from '#shared/consent/record.ts'
import { admissionOf, usedMark } from '#shared/invitation/marks.ts'
import { loadWords } from '#shared/pages/words/load-words.ts'
import { parseCode } from '#shared/response/receipt.ts'
import { responseId, storyId } from '#shared/response/secret.ts'
import { publicStoryKey } from '#shared/response/story.ts'
import { linkOf, versionOf } from '#shared/survey/canonical.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import { linked, type Thing } from '#test/attack/linker.ts'
import { inMemory } from '../helpers/memory.ts'
import { section, single, surveyOf, text } from '../helpers/surveys.ts'

const survey = { ...surveyOf([section('a', [single('one'), text('words')])]), access: 'invitation' as const }
const EPOCHS = 3
const PEOPLE = 10
const SEEDS = 12

/**
 * People with invitations answer in a few epochs, in any order, and somebody dumps every table after each. This one is an
 * operator who also has every key, and the list of all codes.
 */
async function aSurveyRun(seed: number) {
  let drawn = 0
  const random = (bytes: number) => new Uint8Array(createHash('sha512').update(`${seed} ${drawn++}`).digest().subarray(0, bytes))
  const memory = inMemory()
  const pepper = random(32)
  const services = {
    ...{ clock: () => new Date('2026-03-04'), random, pepper, storyKey: publicStoryKey(random(32)), storyCircle: async () => undefined },
    ...{ leaveTo: 'https://example.org/', limits: limits.parse({}), repositories: memory, log: () => {} },
  }
  const words = new Map([['en', await loadWords('en')]])
  const open = { link: linkOf(survey.id), version: versionOf(survey), survey, codebook: codebookOf(survey), steps: stepsOf(survey), words }
  const consent = { textHash: consentTextHash(survey, 'en'), given: ['aggregate' as const] }
  const answers = {
    one: { state: 'answered' as const, options: ['one'] },
    words: { state: 'answered' as const, text: 'The same', share: 'none' as const },
  }
  const codes = await makeInvitations(memory.invitations, survey.id, EPOCHS * PEOPLE, random)

  const epochs = []
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const receipts = new Map<string, Uint8Array>()
    const order = codes.slice(epoch * PEOPLE, (epoch + 1) * PEOPLE)
    for (const code of order) {
      const admitted = await admit(services, survey, { codeBits: parseCode(code) ?? new Uint8Array() })
      const receipt = random(10)
      receipts.set(code, receipt)
      expect(await spend(services, survey, 'admission' in admitted ? admitted.admission : undefined, receipt)).toBe(true)
      expect(await sendResponse(services, open, receipt, { language: 'en', consent, answers, skippedSections: [] })).toBe('stored')
    }
    epochs.push({ order, receipts })
  }
  return { memory, pepper, epochs }
}

type Run = Awaited<ReturnType<typeof aSurveyRun>>

/** A table gives its items in the order of their keys, whatever order they came in. */
function inOrder<T>(table: ReadonlyMap<string, T>): [string, T, number][] {
  return [...table].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, item], place) => [key, item, place])
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** What the operator has of each invitation that was used, as they can compute where its use is noted; and of each response and story. */
function thingsOf({ memory, pepper }: Run, { order, receipts }: Run['epochs'][number]) {
  const [used, responses, stories] = [memory.kept.invitations, memory.kept.responses, memory.kept.stories].map((table) =>
    inOrder<unknown>(table),
  )
  const find = (table: typeof used, part: string): Thing => {
    const [, item, place] = table?.find(([key]) => key.includes(part)) ?? []
    if (place === undefined) throw new Error('the operator cannot find what must be there')
    const values = item instanceof Uint8Array ? [item] : Object.values(Object(item)).filter((value) => value instanceof Uint8Array)
    return { place, values: [Buffer.from(part, 'hex'), ...values] }
  }
  const ids = order.map((code) => {
    const receipt = receipts.get(code) ?? new Uint8Array()
    const mark = usedMark(pepper, admissionOf(parseCode(code) ?? new Uint8Array(), survey.id))
    return { mark: hex(mark), response: hex(responseId(pepper, receipt)), story: hex(storyId(pepper, receipt, 'words')) }
  })
  return {
    invitations: ids.map(({ mark }) => find(used, mark)),
    responses: ids.map(({ response }) => find(responses, response)),
    stories: ids.map(({ story }) => find(stories, story)),
  }
}

function meansOf(counts: readonly Record<string, number>[]): Record<string, number> {
  const names = Object.keys(counts[0] ?? {})
  return Object.fromEntries(names.map((name) => [name, counts.reduce((sum, each) => sum + (each[name] ?? 0), 0) / counts.length]))
}

describe('an operator with every table, every key and every code', () => {
  it('links invitations to answers, and to words, no better than chance: one of any number', { timeout: 60_000 }, async () => {
    const toResponses: Record<string, number>[] = []
    const toStories: Record<string, number>[] = []
    for (let seed = 0; seed < SEEDS; seed++) {
      const run = await aSurveyRun(seed)
      for (const epoch of run.epochs) {
        const { invitations, responses, stories } = thingsOf(run, epoch)
        toResponses.push(linked(invitations, responses))
        toStories.push(linked(invitations, stories))
      }
    }
    // A random matching has one fixed point, with variance one: the mean of 36 epochs stays within 0.7 of it.
    for (const mean of [...Object.values(meansOf(toResponses)), ...Object.values(meansOf(toStories))]) {
      expect(mean).toBeGreaterThan(0.3)
      expect(mean).toBeLessThan(1.7)
    }
  })

  it('links all of them where the use is noted beside the answers, or in their order', async () => {
    const run = await aSurveyRun(1)
    for (const epoch of run.epochs) {
      const { invitations, responses } = thingsOf(run, epoch)
      const inOneItem = responses.map((response, i) => ({ ...response, values: [...response.values, ...(invitations[i]?.values ?? [])] }))
      const asTheyCame = <T extends Thing>(things: readonly T[]) => things.map((thing, place) => ({ ...thing, place }))

      expect(linked(invitations, inOneItem)['the same bytes in both']).toBe(PEOPLE)
      expect(linked(asTheyCame(invitations), asTheyCame(responses))['the same place in order']).toBe(PEOPLE)
    }
  })

  it('without the pepper cannot even tell whose invitation was used, and nothing of one changes when it is', async () => {
    const run = await aSurveyRun(2)
    const made = [...run.memory.kept.invitations].filter(([key]) => key.startsWith('made'))
    expect(made.every(([, value]) => value === undefined)).toBe(true)
    const used = [...run.memory.kept.invitations.keys()].filter((key) => key.startsWith('used'))
    expect(used).toHaveLength(EPOCHS * PEOPLE)
    const guessed = run.epochs.flatMap(({ order }) =>
      order.map((code) => hex(usedMark(new Uint8Array(32), admissionOf(parseCode(code) ?? new Uint8Array(), survey.id)))),
    )
    expect(guessed.filter((mark) => used.some((key) => key.includes(mark)))).toEqual([])
  })

  it('finds no field, size or time that an invitation and a response have in common', async () => {
    const { memory } = await aSurveyRun(3)
    const [holders, sizes] = [[...memory.kept.invitations.values()], new Set<number>()]
    for (const holder of holders) if (holder) sizes.add(holder.length)
    expect([...sizes]).toEqual([16])
    for (const response of memory.kept.responses.values()) {
      for (const value of Object.values(response)) {
        if (value instanceof Uint8Array)
          expect(holders.some((holder) => holder && Buffer.from(value).includes(Buffer.from(holder)))).toBe(false)
      }
    }
  })
})
