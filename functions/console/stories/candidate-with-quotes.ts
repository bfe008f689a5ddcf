import { isOfAnotherVersion, readCandidateFiles } from '#functions/candidate-folder.ts'
import { quotesFor, readersInWords } from '#functions/story-desk/quotes-for.ts'
import { writeCandidate } from '#functions/tabulate/candidate.ts'
import { canonicalJson } from '#shared/canonical-json.ts'
import type { Charter } from '#shared/governance/charter.ts'
import { QUOTES_FILE } from '#shared/release/quotes.ts'
import { type ReadRelease, withQuotes } from '#shared/release/read.ts'
import { type Release, SUMS } from '#shared/release/release.ts'
import type { ChosenQuotes } from '#shared/stories/review/chosen-quotes.ts'
import { storySources } from '#shared/stories/review/story-sources.ts'
import { isWithinLimit, LIMIT_SAID } from '../daily-limit.ts'
import type { StoryAnswer } from './ask.ts'
import { AskRefused } from './ask-refused.ts'
import { reviewIn, stepsOf } from './kept-steps.ts'
import type { StoryReading, StoryServices } from './story-reading.ts'

type Asked = { readonly candidate: string; readonly chosen: ChosenQuotes; readonly boxes: readonly string[] }
type By = { readonly reading: StoryReading; readonly by: string; readonly charter: Charter }

/**
 * Writes a candidate anew with the quotes that both readers agreed on: the same numbers, and other files. It is worth nothing before
 * both have signed its hash and the board has voted on it. What is quoted is checked by both readers on their own machines, as nothing
 * here can open a box; here it is seen to that both have opened their decisions on each story (ST-02), that it is still there (ST-06), and that
 * a group is named only where the report shows enough people in it (ST-08). Throws AskRefused.
 */
export async function candidateWithQuotes(services: StoryServices, { reading, by, charter }: By, asked: Asked): Promise<StoryAnswer> {
  const { candidate, chosen, boxes } = asked
  await assertDecided(services, reading, boxes, chosen)
  const found = await readCandidateFiles(services.candidates, reading.version.id, candidate)
  if (!found && (await isOfAnotherVersion(services.candidates, reading.version.id, candidate)))
    throw new AskRefused(
      'another version of Chorus counted this report, and quotes are put in by that version alone: publish it without quotes, or ask the ' +
        'person who runs the computers to put them in with that version (chorus stories quotes)',
    )
  if (found?.read.status.standing.state !== 'candidate') throw new AskRefused('this report is not among the candidates here')
  if (!(await isWithinLimit(services, 'quotes', by))) throw new AskRefused(LIMIT_SAID)
  const { read } = found
  const { quotes, unnamed } = quotesFor(read, chosen, readersInWords(charter, reading.content.reviewers))
  const release = quoted(read, quotes)
  const bytes = canonicalJson(storySources(reading.content.survey, boxes))
  if (!(await services.boardroom.keep(`story-sources ${release.id}`, 'boxes', bytes, reading.expires)))
    throw new AskRefused('other stories are kept as those that the quotes of this release are from')
  await writeCandidate(services.candidates, read.survey.id, release, read.status.people)
  return { release: release.id, sums: base64Of(release, SUMS), file: base64Of(release, QUOTES_FILE), unnamed }
}

async function assertDecided(
  services: StoryServices,
  { stories, version, content, now }: StoryReading,
  boxes: readonly string[],
  chosen: ChosenQuotes,
) {
  if (boxes.length !== new Set(boxes).size || boxes.length !== chosen.quotes.length)
    throw new AskRefused('each quote is from a story of its own')
  const steps = await stepsOf(services, stories, now)
  for (const box of boxes) {
    const { opened, passed } = reviewIn(steps, box, content.reviewers)
    if (opened.size < 2 || passed.size > 0)
      throw new AskRefused('a story is quoted when both of you have decided on it, and neither passed')
    if (!(await services.stories.read(version, Buffer.from(box, 'hex')))) throw new AskRefused('one of these stories is not there any more')
  }
}

function quoted(read: ReadRelease, quotes: Parameters<typeof withQuotes>[1]): Release {
  try {
    return withQuotes(read, quotes)
  } catch {
    throw new AskRefused(
      'these quotes cannot stand in this report: a question does not ask for words, or something in them leads to a person',
    )
  }
}

function base64Of({ files }: Release, name: string): string {
  return Buffer.from(files.get(name) ?? new Uint8Array()).toString('base64')
}
