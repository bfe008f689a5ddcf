import { describe, expect, it } from 'vitest'
import { reusedIdProblems } from '#cli/kept-ids.ts'
import type { OpenedAs } from '#shared/storage/repositories.ts'
import { canonicalBytes, versionOf } from '#shared/survey/canonical.ts'
import { loadWithPlaces } from '#shared/survey/load-survey.ts'
import { inMemory } from '../respond/helpers/memory.ts'
import { keeperOf } from '../retain/keeper.ts'
import { filesOf, lineOf, refusals, STRUCTURE, swap, WORDING } from './sample.ts'

type Change = readonly [from: string, to: string]

function sample(version: string, ...changes: readonly Change[]) {
  const [structure, wording] = changes.reduce(
    ([yaml, words], [from, to]) => (yaml.includes(from) ? [swap(yaml, from, to), words] : [yaml, swap(words, from, to)]),
    [STRUCTURE, WORDING] as const,
  )
  return loadWithPlaces(filesOf(swap(structure, 'version: 1.0.0', `version: ${version}`), wording))
}

/** A deployment in which version 1.0.0 was opened, and what it says to another version. */
async function openedOnce(as: OpenedAs) {
  const memory = inMemory()
  const surveys = { ...memory.community, ...keeperOf(memory, { today: '2027-01-01' }).keepingLog }
  const open = async ({ survey }: ReturnType<typeof sample>, way: OpenedAs) => {
    await surveys.storeSurvey(versionOf(survey), canonicalBytes(survey))
    await surveys.noteOpeningAs(versionOf(survey), way)
    await surveys.markOpened(versionOf(survey), '2027-01-01')
  }
  await open(sample('1.0.0'), as)
  const refused = async ({ survey, locate }: ReturnType<typeof sample>) =>
    (await reusedIdProblems(surveys, survey, locate)).map(({ code, file, line, message }) => [code, `${file}:${line}`, message])
  return { open, refused }
}

const REWORDED: Change = ['heard: Were you heard?', 'heard: Were you understood?']
const KEPT: Change = ['release:', 'kept_ids: {heard: 1.1.0}\nrelease:']

describe('opening a version where an id stands for something else than before (QN-07)', () => {
  it('is refused for other words, at their line, whether of a question or of an option', async () => {
    const { refused } = await openedOnce('real')
    expect(await refused(sample('1.1.0', REWORDED))).toEqual([
      [
        'survey-id-reused',
        expect.stringMatching(/^en\.yaml:\d+$/),
        '"heard" says "Were you understood?", and said "Were you heard?" in version 1.0.0, which was open',
      ],
    ])
    expect(await refused(sample('1.1.0', ['never: Never', 'never: Almost never']))).toEqual([
      ['survey-id-reused', expect.stringMatching(/^en\.yaml:\d+$/), expect.stringContaining('"heard" says "Almost never"')],
    ])
  })

  it('is refused for other answers and for another type', async () => {
    const { refused } = await openedOnce('real')
    const without = sample('1.1.0', ['[time, say, rest]', '[time, say]'], ['rest: Rest', ''])
    expect(await refused(without)).toEqual([
      ['survey-id-reused', expect.stringMatching(/^survey\.yaml:/), '"wanted" has other answers than in version 1.0.0, which was open'],
    ])
    expect(
      await refused(
        sample(
          '1.1.0',
          ['{id: wanted, type: pick, max: 2,', '{id: wanted, type: multi,'],
          ['release:', 'kept_ids: {wanted: 1.1.0}\nrelease:'],
        ),
      ),
    ).toEqual([
      ['survey-id-reused', expect.stringMatching(/^survey\.yaml:/), '"wanted" is "multi", and was "pick" in version 1.0.0, which was open'],
    ])
  })

  it('is allowed where the id is new, where nothing of a question changed, and where the survey says since when it asks the same in other words', async () => {
    const { refused } = await openedOnce('real')
    const renamed = sample(
      '1.1.0',
      ['{id: heard,', '{id: understood,'],
      ['{q: heard,', '{q: understood,'],
      ['heard: Were you heard?', 'understood: Were you understood?'],
    )
    expect(await refused(renamed)).toEqual([])
    expect(await refused(sample('1.1.0', ['intro: Some words.', 'intro: Other words.']))).toEqual([])
    expect(await refused(sample('1.1.0', REWORDED, KEPT))).toEqual([])
  })

  it('holds what the survey says against every version before that one, and against none after it', async () => {
    const { open, refused } = await openedOnce('real')
    await open(sample('1.1.0', REWORDED, KEPT), 'real')
    expect(await refused(sample('1.2.0', REWORDED, KEPT))).toEqual([])
    expect(await refused(sample('1.2.0', ['heard: Were you heard?', 'heard: Were you helped?'], KEPT))).toEqual([
      [
        'survey-id-reused',
        expect.any(String),
        '"heard" says "Were you helped?", and said "Were you understood?" in version 1.1.0, which was open',
      ],
    ])
  })

  it('is allowed after a trial, and for a version that was open already', async () => {
    const tried = await openedOnce('trial')
    expect(await tried.refused(sample('1.1.0', REWORDED))).toEqual([])
    const { open, refused } = await openedOnce('real')
    await open(sample('1.1.0', REWORDED, KEPT), 'real')
    expect(await refused(sample('1.0.0'))).toEqual([])
  })
})

describe('kept_ids', () => {
  it('names a question that there is, and no later version than that of the survey', () => {
    const kept = swap(STRUCTURE, 'release:', 'kept_ids: {heart: 1.0.0, heard: 1.0.1}\nrelease:')
    const line = lineOf(kept, 'kept_ids')
    expect(refusals(filesOf(kept))).toEqual([
      `survey.yaml:${line} there is no question "heart" whose id could stay`,
      `survey.yaml:${line} "heard" cannot have changed in version 1.0.1: this is version 1.0.0`,
    ])
  })
})
