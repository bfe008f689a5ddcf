import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Command } from 'commander'
import { parse } from 'yaml'
import * as z from 'zod'
import { sentenceSheet } from '#cli/board/sentence-sheet.ts'
import { boardGroup } from '#cli/commands/board.ts'
import { openBuckets } from '#cli/data-access.ts'
import { faultInWords } from '#cli/fault-code.ts'
import { readFolder } from '#cli/read-folder.ts'
import { assertWritable, writeFolder } from '#cli/release-folder.ts'
import { writeCandidate } from '#functions/tabulate/candidate.ts'
import { CodedError, InputRefused, type Problem } from '#shared/problem.ts'
import { NO_QUOTES } from '#shared/release/quotes.ts'
import { type ReadRelease, readRelease, withSentences } from '#shared/release/read.ts'
import { flawsOf, type Sentences } from '#shared/release/sentences/board-sentences.ts'
import { flawInWords } from '#shared/release/sentences/sentence-flaws.ts'
import { candidateName } from '#shared/release/standing.ts'
import { DATA_OPTION, helpExample } from './command-parts.ts'

type Said = { readonly sentences?: string; readonly out?: string; readonly data: string }

/** `chorus board words`: the board says its leading findings in its own words, and the program fills in the numbers. */
export function registerBoardWords(program: Command): void {
  boardGroup(program)
    .command('words')
    .description(
      'Write the leading findings of a candidate in the words of the board. Without --sentences it prints a sheet to fill in. The numbers stay those of the tables.',
    )
    .argument('<dir>', 'the folder of the candidate')
    .option('--sentences <file>', 'the sheet with your sentences, in every language of the survey')
    .option(
      '--out <dir>',
      'a new folder for the candidate with your sentences, which somebody then proposes; its name gets candidate- in front',
    )
    .option(...DATA_OPTION)
    .addHelpText('after', helpExample('board words report > words.yaml', 'board words report --sentences words.yaml --out worded'))
    .action(words)
}

async function words(dir: string, { sentences: file, out, data }: Said): Promise<void> {
  const read = readRelease(dir, await readFolder(dir))
  if (read.status.standing.state !== 'candidate')
    throw new CodedError(
      'board-act',
      `${dir} is not a candidate: it is published, corrected or withdrawn already. Name the folder of a candidate.`,
    )
  if (file === undefined) return console.log(sentenceSheet(read))
  if (out === undefined) throw new CodedError('board-act', 'Give --out: the folder for the candidate with your sentences.')
  if (!isDeepStrictEqual(read.content.quotes, NO_QUOTES))
    throw new CodedError(
      'board-act',
      `${dir} has quotes already, and their readers signed for it as it is. Give the candidate without them, then add the quotes (chorus stories quotes).`,
    )
  const sentences = await readSheet(file, read)
  const folder = join(dirname(out), candidateName(basename(out), read.status.people))
  await assertWritable(folder)
  const release = withSentences(read, sentences)
  await writeFolder(folder, release.files, { mode: 0o700, date: read.date })
  await writeCandidate(openBuckets(data).candidates, read.survey.id, release, read.status.people)
  console.log(`In your words: ${sentences.map(({ question }) => question).join(', ')}. Look at the pages in ${folder}.`)
  console.log(`  hash  ${release.id}`)
  console.log('It is another candidate than before: propose it with chorus board propose release.')
}

const sheet = z.record(z.string(), z.record(z.string(), z.string()))

/** The sentences of a sheet. Throws InputRefused with everything that is wrong with any of them. */
async function readSheet(file: string, read: ReadRelease): Promise<Sentences> {
  const refuse = (message: string, remedy: string): Problem => ({ code: 'report-sentence', file, message, remedy })
  const text = await readFile(file, 'utf8').catch((thrown: unknown) => {
    throw new InputRefused([refuse(`the file cannot be read: ${faultInWords(thrown)}`, 'Name the sheet that chorus board words printed')])
  })
  const found = sheet.safeParse(parsed(text))
  if (!found.success)
    throw new InputRefused([
      refuse(
        'this is no sheet of sentences',
        'Write, under the id of each question, a sentence for each language, as chorus board words prints it',
      ),
    ])
  // A finding that nobody filled in stays in the words of the program.
  const filled = Object.entries(found.data).filter(([, said]) => Object.values(said).some((text) => text.trim() !== ''))
  const sentences = filled.map(([question, said]) => ({ question, words: said }))
  const problems = flawsOf(read, sentences).map(({ question, language, flaw }) => {
    const { message, remedy } = flawInWords(flaw)
    return refuse(`${question}, ${language}: ${message}`, remedy)
  })
  if (problems.length > 0) throw new InputRefused(problems)
  return sentences
}

function parsed(text: string): unknown {
  try {
    return parse(text)
  } catch {
    return undefined
  }
}
