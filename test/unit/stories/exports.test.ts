import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { sendResponse } from '#functions/respond/visit/send-response.ts'
import { stepsOf } from '#functions/respond/visit/survey-steps.ts'
import { createTabulate } from '#functions/tabulate/create-tabulate.ts'
import { encryptedTally, shard } from '#functions/tabulate/partials.ts'
import { consentTextHash } from '#shared/consent/record.ts'
import { loadWords } from '#shared/pages/words/load-words.ts'
import { publicStoryKey } from '#shared/response/story.ts'
import { linkOf, versionOf } from '#shared/survey/canonical.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import { inMemory } from '#test/unit/respond/helpers/memory.ts'
import { section, single, surveyOf, text } from '#test/unit/respond/helpers/surveys.ts'
import { STORY_SECRET } from '#test/unit/respond/helpers/town.ts'
import { entriesOf, memoryBucket, tabulateServices } from '#test/unit/tabulate-function/memory.ts'

const survey = surveyOf([section('a', [single('q', ['yes', 'no']), text('words')])])
const version = versionOf(survey)
const PEOPLE = 90

/** The records that respond stores when people send these words, and every file of the candidate that tabulation makes of them. */
async function filesOf(words: readonly string[], shares: readonly ('words' | 'summary' | 'none')[], quotes: boolean) {
  const memory = inMemory()
  const services = {
    clock: () => new Date('2026-03-04'),
    random: (bytes: number) => new Uint8Array(bytes).fill(9),
    pepper: new Uint8Array(32),
    storyKey: publicStoryKey(STORY_SECRET),
    storyCircle: async () => undefined,
    repositories: memory,
  }
  const consent = { textHash: consentTextHash(survey, 'en'), given: ['aggregate' as const, ...(quotes ? ['quote' as const] : [])] }
  const open = {
    link: linkOf(survey.id),
    version,
    survey,
    codebook: codebookOf(survey),
    steps: stepsOf(survey),
    words: new Map([['en', await loadWords('en')]]),
  }
  for (let person = 0; person < PEOPLE; person++) {
    const said = { state: 'answered', text: words[person % words.length] ?? '', share: shares[person % shares.length] ?? 'none' } as const
    const answers = { q: { state: 'answered', options: [person % 3 ? 'yes' : 'no'] }, words: said } as const
    const codeBits = new Uint8Array(10).fill(person)
    await sendResponse(services, open, codeBits, { language: 'en', consent, answers, skippedSections: [] })
  }
  const stored = [...memory.kept.responses.values()]
  const bucket = memoryBucket()
  const tabulate = createTabulate(tabulateServices(survey, { responses: entriesOf(survey, () => stored), candidates: bucket }))
  const start = { survey: version, release: 1 }
  const { shards } = z.object({ shards: z.array(shard) }).parse(await tabulate({ ...start, step: 'plan' }))
  const tallies = await Promise.all(
    shards.map(async (one) => encryptedTally.parse(await tabulate({ ...start, step: 'tally', shard: one }))),
  )
  expect(await tabulate({ ...start, step: 'release', tallies })).toMatchObject({ outcome: 'candidate' })
  return { files: bucket.objects, stories: memory.kept.stories }
}

describe('what people wrote', () => {
  it('is in no file of any release, in any format, whatever they chose (ST-01)', async () => {
    const word = fc.string({ unit: 'grapheme', minLength: 12, maxLength: 40 }).filter((written) => written.trim().length >= 12)
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { minLength: 1, maxLength: 3 }),
        fc.array(fc.constantFrom<'words' | 'summary' | 'none'>('words', 'summary', 'none'), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        async (words, shares, quotes) => {
          const written = words.map((each) => `told ${each.trim()}`)
          const { files, stories } = await filesOf(written, shares, quotes)
          expect(stories.size).toBe(PEOPLE)
          const names = [...files.keys()].map((key) => key.split('/').at(-1))
          expect(names).toEqual(expect.arrayContaining(['report.csv', 'means.csv', 'questions.csv', 'methods.json', 'SHA256SUMS']))
          for (const [name, bytes] of files) {
            for (const each of written) expect(Buffer.from(bytes).includes(each), `${name} holds what somebody wrote`).toBe(false)
          }
        },
      ),
      { numRuns: 4 },
    )
  })

  it('is stored in boxes of one size', async () => {
    const { stories } = await filesOf(['short and sweet', 'a much longer story '.repeat(9)], ['words', 'none'], true)
    expect(new Set([...stories.values()].map(({ sealed }) => sealed.length)).size).toBe(1)
  })

  it('reaches no code that makes releases or counts: those parts cannot open or name a story (ST-01)', () => {
    for (const [path, source] of sourcesIn('shared/tabulate', 'shared/disclosure', 'shared/release', 'functions/tabulate')) {
      // The highlighter points at places in any text, and can open nothing.
      const others = source.replace("from '#shared/stories/highlight.ts'", '')
      expect(others, path).not.toMatch(/response\/story|stories\/|sealStory|openStory|Stories\b|TABLE_STORIES/)
    }
  })
})

describe('no machine judges what people wrote (ST-11)', () => {
  const JUDGES =
    /sentiment|affinn?|vader|wink-nlp|compromise|natural\b|nlp|toxicity|perspective|openai|anthropic|langchain|transformers|tensorflow|onnx|comprehend|risk[-_ ]?(?:score|level|screen)|diagnos(?:e|is)[-_ ]?(?:score|detect|from)/i

  it('has no dependency that would', () => {
    const { dependencies, devDependencies } = z
      .object({ dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')))
    expect(Object.keys({ ...dependencies, ...devDependencies }).filter((name) => JUDGES.test(name))).toStrictEqual([])
  })

  it('has no code that would', () => {
    const judging = sourcesIn('shared', 'functions', 'cli', 'infra').filter(([, source]) => JUDGES.test(source))
    expect(judging.map(([path]) => path)).toStrictEqual([])
  })

  it('would be found out by this very test', () => {
    for (const line of ["import Sentiment from 'sentiment'", 'function riskScore(text) {}', '@aws-sdk/client-comprehend'])
      expect(line).toMatch(JUDGES)
  })
})

function sourcesIn(...folders: readonly string[]): [path: string, source: string][] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:ts|tsx|mjs)$/.test(name))
      .map((name): [string, string] => [join(folder, name), readFileSync(join(folder, name), 'utf8')]),
  )
}
