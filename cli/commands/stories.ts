import { readFile } from 'node:fs/promises'
import { text as readText } from 'node:stream/consumers'
import { type Command, Option } from 'commander'
import { readKey } from '#cli/board/board-keys.ts'
import { addAct, openSession } from '#cli/board/board-session.ts'
import { readFolder } from '#cli/read-folder.ts'
import { assertWritable, writeFolder } from '#cli/release-folder.ts'
import { openStoryDesk, type StoryTask } from '#cli/stories/file-desk.ts'
import { agreementInLines, CONTENT_NOTE, FLAWS, storyInLines } from '#cli/stories/show-story.ts'
import { topCommand } from '#cli/top-commands.ts'
import { answers } from '#functions/console/stories/ask.ts'
import { agreedQuotes } from '#functions/story-desk/agreed-quotes.ts'
import { handParts, readableTo } from '#functions/story-desk/parts.ts'
import { putQuotes } from '#functions/story-desk/put-quotes.ts'
import { quotesFor, readersInWords } from '#functions/story-desk/quotes-for.ts'
import { addStep, agreementFor, commitTo, lookAt, openOwn, reviewOf, stepsSoFar } from '#functions/story-desk/review-desk.ts'
import type { StoryDesk } from '#functions/story-desk/story-desk.ts'
import { storySecretOf } from '#functions/story-desk/story-secret.ts'
import { CodedError } from '#shared/problem.ts'
import { readRelease, withQuotes } from '#shared/release/read.ts'
import { publicHalf } from '#shared/response/sealed-box.ts'
import type { Story } from '#shared/response/story.ts'
import { decision, flawIn, proposedHash } from '#shared/stories/review/decision.ts'
import { DATA_OPTION, helpExample } from './command-parts.ts'

/** `chorus stories ...`: two people whom the board named read stories, and quote them as their tellers allow. */
export function registerStories(program: Command): void {
  const group = topCommand(program, 'stories').addHelpText('after', helpExample('stories next 3f1c52 --key river.key --ready'))
  keyCommand(
    group,
    'key',
    'For members and readers: register your key for stories, once. It is made from your own key.',
    'key --key river.key',
  ).action(registerKey)
  readingCommand(
    group,
    'give',
    'For members: give the two readers your part of the key to each story. You cannot read the stories yourself.',
    'give 3f1c52 --key river.key',
  ).action(give)
  readingCommand(
    group,
    'next',
    'For readers: show the next story, after a note about what stories can hold.',
    'next 3f1c52 --key river.key --ready',
  )
    .option('--ready', 'you have read the note, and nobody can look over your shoulder')
    .option('--rested', 'you have paused after ten stories in a row')
    .action(next)
  storyCommand(
    group,
    'decide',
    'For readers: decide what becomes of a story. The other reader cannot see your decision before both are handed in.',
    'decide 3f1c52 a0b1c2 --choice drop --reason "..." --key river.key',
  )
    .addOption(new Option('--choice <word>', 'your decision').choices(['keep', 'edit', 'summarise', 'drop']).makeOptionMandatory())
    .requiredOption('--reason <text>', 'why; the other reader sees it')
    .option('--text <file>', 'the edit or the summary: a file, or - to type it in')
    .option('--of <question:option>', 'one broad group of the report that the person who wrote the story says they are in')
    .action(decide)
  storyCommand(
    group,
    'pass',
    'For readers: leave a story undecided, without a reason. It is then not quoted.',
    'pass 3f1c52 a0b1c2 --key river.key',
  ).action(pass)
  readingCommand(
    group,
    'compare',
    'For readers: open your decisions where both are handed in, and see where you and the other reader agree.',
    'compare 3f1c52 --key river.key',
  ).action(compare)
  storyCommand(
    group,
    'settle',
    'For readers: where the two decisions differ, say which of the two quotes you agree to.',
    'settle 3f1c52 a0b1c2 --take 1 --key river.key',
  )
    .addOption(new Option('--take <which>', 'the number that compare shows, or none').choices(['1', '2', 'none']).makeOptionMandatory())
    .action(settle)
  readingCommand(
    group,
    'quotes',
    'For readers: put the quotes that both agreed on into a candidate. Both readers give this command, and get the same files.',
    'quotes 3f1c52 --candidate report --out quoted --key river.key',
  )
    .requiredOption('--candidate <dir>', 'the folder of the candidate, without quotes')
    .requiredOption('--out <dir>', 'a new folder for the candidate with quotes')
    .action(quotes)
  readingCommand(group, 'views', 'List who looked at which story, and on which day.', 'views 3f1c52 --key river.key').action(views)
}

/** A command of `chorus stories` that somebody gives with their own key. `example` is what comes after `chorus stories`. */
function keyCommand(group: Command, name: string, description: string, example: string): Command {
  return group
    .command(name)
    .description(description)
    .requiredOption('--key <file>', 'the file with your own key')
    .option(...DATA_OPTION)
    .option('--at <address>', "the address of the board's pages (default: that of the deployment)")
    .addHelpText('after', helpExample(`stories ${example}`))
}

/** The same, about one reading of stories that the board allowed. */
function readingCommand(group: Command, name: string, description: string, example: string): Command {
  return keyCommand(group, name, description, example).argument(
    '<proposal>',
    'the proposal that lets the readers read: its hash as chorus board list shows it, or at least the first 6 characters',
  )
}

/** The same, about one story of a reading. */
function storyCommand(group: Command, name: string, description: string, example: string): Command {
  return readingCommand(group, name, description, example).argument(
    '<story>',
    'its name as chorus stories next shows it, or at least the first 6 characters',
  )
}

async function registerKey({ key, data }: StoryTask): Promise<void> {
  const own = await readKey(key)
  const half = Buffer.from(publicHalf(storySecretOf(own))).toString('base64url')
  await addAct(await openSession(data), own, 'hold', { key: half })
  console.log(`${own.id} holds a key for stories. The program makes it from ${key} each time: if you lose that file, you lose both keys.`)
}

async function give(hash: string, said: StoryTask): Promise<void> {
  const desk = await openStoryDesk(hash, said)
  console.log(
    `You gave your part of ${await handParts(desk)} boxes to ${desk.readers.join(' and ')}. Give this command again when more have been sent.`,
  )
}

async function next(hash: string, said: StoryTask & { readonly ready?: boolean; readonly rested?: boolean }): Promise<void> {
  if (!said.ready) {
    for (const line of CONTENT_NOTE) console.log(line)
    console.log('When you are ready, give the command again with --ready.')
    return
  }
  const desk = await openStoryDesk(hash, said)
  const { boxes, closed } = await readableTo(desk)
  const steps = await stepsSoFar(desk)
  for (const [box, parts] of boxes) {
    const review = reviewOf(desk, steps, box)
    if (review.commitments.has(desk.own.id) || review.passed.size > 0) continue
    const found = await lookAt(desk, box, parts, said.rested === true)
    if (found === 'pause')
      return console.log('You have read ten stories in a row. Take a pause, as long as you like. Then add --rested to this command.')
    if (found === 'enough') return console.log('You have read thirty new stories today, which is the most in a day. Go on another day.')
    if (typeof found === 'string') continue
    for (const line of storyInLines(box, found)) console.log(line)
    return
  }
  console.log(
    closed > 0
      ? `Nothing waits for you. ${closed} boxes cannot be opened yet: more members must give their parts (chorus stories give).`
      : 'Nothing waits for you.',
  )
}

type Decided = StoryTask & { readonly choice: string; readonly reason: string; readonly text?: string; readonly of?: string }

async function decide(hash: string, name: string, said: Decided): Promise<void> {
  const desk = await openStoryDesk(hash, said)
  const { box, story } = await storyNamed(desk, name)
  const [question, option] = said.of?.split(':') ?? []
  const text = said.text === undefined ? undefined : await textFrom(said.text)
  const read = decision.safeParse({
    choice: said.choice,
    reason: said.reason,
    ...(text === undefined ? {} : { text }),
    ...(said.of === undefined ? {} : { of: { question, option } }),
  })
  if (!read.success)
    throw new CodedError('board-act', 'Give --text with edit and summarise, and not with keep and drop. Give a --reason with each.')
  const flaw = flawIn(story, read.data, desk.now)
  if (flaw !== undefined) throw new CodedError('board-act', `Nothing was done. ${FLAWS[flaw]}`)
  await commitTo(desk, box, read.data)
  console.log(
    `You handed in: ${said.choice}. The other reader cannot see it before they hand in theirs. After that, give chorus stories compare.`,
  )
}

async function textFrom(file: string): Promise<string> {
  const read = file === '-' ? readText(process.stdin) : readFile(file, 'utf8')
  return (
    await read.catch(() => {
      throw new CodedError('board-file', `${file} cannot be read: name a file with the text, or - to type it in.`)
    })
  ).trim()
}

async function pass(hash: string, name: string, said: StoryTask): Promise<void> {
  const desk = await openStoryDesk(hash, said)
  const { boxes } = await readableTo(desk)
  await addStep(desk, boxNamed([...boxes.keys()], name), { kind: 'pass' })
  console.log('You left this story undecided. It is not quoted.')
}

async function compare(hash: string, said: StoryTask): Promise<void> {
  const desk = await openStoryDesk(hash, said)
  const { boxes } = await readableTo(desk)
  const before = await stepsSoFar(desk)
  for (const box of boxes.keys()) {
    const review = reviewOf(desk, before, box)
    if (review.commitments.size === 2 && !review.opened.has(desk.own.id)) await openOwn(desk, box, review)
  }
  const steps = await stepsSoFar(desk)
  for (const [box, parts] of boxes) {
    const review = reviewOf(desk, steps, box)
    if (review.commitments.size === 0 && review.passed.size === 0) continue
    const story = review.opened.size === 2 ? await lookAt(desk, box, parts) : { text: '' }
    if (typeof story === 'string') continue
    for (const line of agreementInLines(box, agreementFor(desk, box, review, story))) console.log(line)
  }
}

async function settle(hash: string, name: string, said: StoryTask & { readonly take: string }): Promise<void> {
  const desk = await openStoryDesk(hash, said)
  const { box, story } = await storyNamed(desk, name)
  const agreement = agreementFor(desk, box, reviewOf(desk, await stepsSoFar(desk), box), story)
  if (agreement.outcome !== 'differ') throw new CodedError('board-act', 'The two do not differ on this story: there is nothing to settle.')
  const [first, second] = agreement.proposed
  const takes = said.take === 'none' ? null : proposedHash(said.take === '1' ? first : second)
  await addStep(desk, box, { kind: 'settle', takes })
  console.log('Noted. The quote is taken when the other reader says the same, and dropped when one of you says none.')
}

async function quotes(hash: string, said: StoryTask & { readonly candidate: string; readonly out: string }): Promise<void> {
  const desk = await openStoryDesk(hash, said)
  const read = readRelease(said.candidate, await readFolder(said.candidate))
  if (read.status.standing.state !== 'candidate' || read.survey.id !== desk.study)
    throw new CodedError('board-act', `${said.candidate} is no candidate of ${desk.study}.`)
  await assertWritable(said.out)
  const made = await agreedQuotes(desk)
  if (!made.chosen)
    throw new CodedError(
      'board-act',
      'No quote may be published now: both readers agree on none, or have decided on fewer than 5 stories under its question.',
    )
  const { quotes: all, unnamed } = quotesFor(read, made.chosen, readersInWords(desk.session.log.state.charter, desk.readers))
  const release = withQuotes(read, all)
  const put = await putQuotes(desk, { candidate: read.id, survey: desk.content.survey }, { chosen: made.chosen, boxes: made.boxes })
  if (put.release !== release.id)
    throw new CodedError('story-quotes', 'The deployment made other files from the same quotes than this program does: sign nothing.')
  const hasSaid = desk.session.log.state.quoted.get(release.id)?.by.has(desk.own.id) === true
  if (!hasSaid) await addAct(desk.session, desk.key, 'quote', { stories: desk.stories, release: release.id, sources: put.sources })
  await writeFolder(said.out, release.files, { mode: 0o700, date: read.date })
  console.log(`${all.quotes.length} quotes are in ${said.out}.`)
  if (made.gone > 0) console.log(`Left out: ${made.gone} that were taken back, or that may not be quoted any more.`)
  if (made.tooFew > 0) console.log(`Left out: ${made.tooFew} under questions with fewer than 5 stories that both of you decided on.`)
  if (unnamed > 0) console.log(`Without a group: ${unnamed}, as this report does not show their group with enough people everywhere.`)
  console.log(`  hash  ${release.id}`)
  console.log(
    'When the other reader has given this command and got the same hash, somebody else proposes it: chorus board propose release.',
  )
}

async function views(hash: string, said: StoryTask): Promise<void> {
  const desk = await openStoryDesk(hash, said)
  const found = await desk.ask({ do: 'views', stories: desk.stories }, answers.views)
  for (const { by, box, day } of found.views) console.log(`${day}  ${by}  ${box.slice(0, 12)}`)
  if (found.views.length === 0) console.log('Nobody has looked at any story.')
}

async function storyNamed(desk: StoryDesk, name: string): Promise<{ readonly box: string; readonly story: Story }> {
  const { boxes } = await readableTo(desk)
  const box = boxNamed([...boxes.keys()], name)
  const story = await lookAt(desk, box, boxes.get(box) ?? [])
  if (typeof story === 'string')
    throw new CodedError('board-act', 'You cannot read this story now. chorus stories next shows the ones that you can, or says why not.')
  return { box, story }
}

function boxNamed(boxes: readonly string[], name: string): string {
  const [only, ...others] = boxes.filter((box) => name.length >= 6 && box.startsWith(name.toLowerCase()))
  if (only && others.length === 0) return only
  throw new CodedError(
    'board-act',
    `No story, or several, begin with "${name}". Give at least 6 letters of one that chorus stories next shows.`,
  )
}
