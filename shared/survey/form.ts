import { westernDigits } from '../digits.ts'
import { type Answer, type MissingState, type Share, WAITS, type Wait } from './answer.ts'
import { findField, foundField, type OptionLabels, optionsFound } from './find-option.ts'
import { type AutoState, autoState, type ChoiceQuestion, isMany, type Question } from './survey.ts'
import { sayField, sayOption } from './word-boxes.ts'

/** The fault of one posted answer; the page turns the code into words. The input is kept on the page, never in a log. */
export type FieldError =
  | { readonly code: 'too_many'; readonly max: number; readonly chosen: number }
  | { readonly code: 'too_long'; readonly max: number; readonly length: number }
  /** A fault in the box beside an option, as the next one is. */
  | { readonly code: 'said_too_long'; readonly max: number; readonly length: number }
  /** Words beside one option, and another one chosen. */
  | { readonly code: 'said_elsewhere' }
  /** A few letters of a long list: which options they stand in, for the person to choose one; or none. */
  | { readonly code: 'found'; readonly options: readonly string[] }
  | { readonly code: 'nothing_found' }
  /** The answer stands at an earlier place of a ranking. */
  | { readonly code: 'chosen_before' }
  | { readonly code: 'not_a_number' }
  | { readonly code: 'out_of_range'; readonly from: number; readonly to: number }

export type FieldRead = { readonly answer: Answer } | { readonly error: FieldError }

/** Posted values of one field, in order. */
export type FieldValues = (name: string) => readonly string[]

/** The form value of an automatic option, apart from every option id (which never start with ~). */
export function autoValue(state: AutoState): `~${AutoState}` {
  return `~${state}`
}

/** The name of the share choice that goes with a text question. */
export function shareField(questionId: string): string {
  return `${questionId}.share`
}

/** The name of the choice how long to wait before words may be used. */
export function waitField(questionId: string): string {
  return `${questionId}.wait`
}

/**
 * Reads a question's answer from a posted form. Values the page never offered are ignored, as a browser cannot send
 * them; nothing chosen is "skipped". The only errors are those a person can make: too many, too long, not a number.
 * `labels`: of a long list that is searched.
 */
export function readAnswer(question: Exclude<Question, { type: 'info' }>, values: FieldValues, labels?: OptionLabels): FieldRead {
  const posted = values(question.id)
  if (question.type === 'text') {
    const choice = question.share === 'ask' ? readChoice(values(shareField(question.id)), values(waitField(question.id))) : NOT_SHARED
    return readText(question.max, posted, choice)
  }
  if (question.type === 'number') {
    const auto = autoIn(question, posted)
    return auto ? missing(auto) : readNumber(question.bands, posted)
  }
  const read = readSaid(question, posted, values(sayField(question.id)))
  return 'search' in question && question.search
    ? readFound(labels ?? new Map(), read, values(findField(question.id)), values(foundField(question.id)))
    : read
}

/**
 * In a long list, letters that are the whole label of an option choose it. Others never do, but show what they stand in. A choice
 * counts on a page that has shown it for these letters; beside new ones it may be from before.
 */
function readFound(labels: OptionLabels, read: FieldRead, [typed = '']: readonly string[], [shownFor]: readonly string[]): FieldRead {
  if (isUnseen(typed) || 'error' in read) return read
  const { answer } = read
  const { ids, exact } = optionsFound(labels, typed)
  if (typed === shownFor && answer.state !== 'skipped') return read
  if (exact) return answered([...ids])
  return { error: ids.length > 0 ? { code: 'found', options: ids } : { code: 'nothing_found' } }
}

/**
 * A choice with the words beside one of its options. Words alone choose that option, as they mean it. Where something
 * else is chosen that does not go with them, only the person knows which of the two they meant.
 */
function readSaid(question: ChoiceQuestion, posted: readonly string[], boxes: readonly string[]): FieldRead {
  const option = sayOption(question)
  const said = readWords(boxes)
  if (!option || said === undefined) return readChosen(question, posted)
  const read = readChosen(question, posted)
  const isFree = isMany(question) || ('answer' in read && read.answer.state === 'skipped')
  const withWords = isFree ? readChosen(question, [...posted, option.id]) : read
  if ('error' in withWords) return withWords
  const { answer } = withWords
  if (!('options' in answer) || !answer.options.includes(option.id)) return { error: { code: 'said_elsewhere' } }
  const length = [...said].length
  return length > option.say ? { error: { code: 'said_too_long', max: option.say, length } } : { answer: { ...answer, said } }
}

function readChosen(question: ChoiceQuestion, posted: readonly string[]): FieldRead {
  const auto = autoIn(question, posted)
  const chosen = question.options.filter((option) => posted.includes(option.id))
  if (!isMany(question)) {
    const [first] = chosen
    return auto && !first ? missing(auto) : first ? answered([first.id]) : missing('skipped')
  }
  if (auto) return missing(auto)
  const alone = chosen.find((option) => option.alone)
  if (alone) return answered([alone.id])
  if (question.type === 'pick' && chosen.length > question.max) {
    return { error: { code: 'too_many', max: question.max, chosen: chosen.length } }
  }
  return chosen.length > 0 ? answered(chosen.map((option) => option.id)) : missing('skipped')
}

type ShareChoice = { readonly share: Share; readonly wait?: Wait }
const NOT_SHARED: ShareChoice = { share: 'none' }

/**
 * Characters that no keyboard writes, other than tabs and line ends: each would take more room in a sealed box than a letter, and
 * its length would show.
 */
const CONTROL = /[^\P{Cc}\t\n]/gu

/**
 * Characters that leave no mark on a page: spaces, zero-width and direction characters, fillers, blank braille. A text of nothing
 * else is empty.
 */
const UNSEEN = /[\s\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu

/** Undefined when a reader would see nothing. */
function readWords(posted: readonly string[]): string | undefined {
  // Browsers post line ends as CR LF; a person who typed 10 characters with a line break typed 10, not 11.
  const text = (posted[0] ?? '').replace(/\r\n?/g, '\n').replace(CONTROL, ' ').trim()
  return isUnseen(text) ? undefined : text
}

/** Whether there is nothing in a text that a reader would see. */
export function isUnseen(text: string): boolean {
  return text.replace(UNSEEN, '') === ''
}

function readText(max: number, posted: readonly string[], choice: ShareChoice): FieldRead {
  const text = readWords(posted)
  if (text === undefined) return missing('skipped')
  const length = [...text].length
  if (length > max) return { error: { code: 'too_long', max, length } }
  return { answer: { state: 'answered', text, ...choice } }
}

/** Nothing chosen is not shared. Of a wait only a longer one than everybody's is kept, and only with what may be shared. */
function readChoice([share]: readonly string[], [weeks]: readonly string[]): ShareChoice {
  if (share !== 'words' && share !== 'summary') return NOT_SHARED
  const wait = WAITS.slice(1).find((each) => String(each) === weeks)
  return wait === undefined ? { share } : { share, wait }
}

type Band = Extract<Question, { type: 'number' }>['bands'][number]

function readNumber(bands: readonly Band[], posted: readonly string[]): FieldRead {
  const typed = westernDigits((posted[0] ?? '').trim())
  if (typed === '' || typed.startsWith('~')) return missing('skipped')
  const number = parseNumber(typed)
  if (number === undefined) return { error: { code: 'not_a_number' } }
  const band = numberBand(bands, number)
  if (band) return answered([band])
  return {
    error: { code: 'out_of_range', from: Math.min(...bands.map((each) => each.from)), to: Math.max(...bands.map((each) => each.to)) },
  }
}

/**
 * A number as people write it: digits, with a point or a comma before decimals. 1,000 is a thousand to some and one to
 * others, so it is no number: we ask again rather than guess.
 */
function parseNumber(text: string): number | undefined {
  if (!/^[-+]?\d{1,15}([.,]\d{1,15})?$/.test(text) || /^[-+]?[1-9]\d{0,2}[.,]\d{3}$/.test(text)) return undefined
  return Number(text.replace(',', '.'))
}

/**
 * The id of the band a number falls in. Where bands are written with decimals, a number with more of them can lie between one band and the
 * next: of 0 to 4.999 and 5 to 10, 4.9995 is in the first.
 */
export function numberBand(bands: readonly Band[], number: number): string | undefined {
  const own = bands.find((band) => number >= band.from && number <= band.to)
  if (own) return own.id
  const decimals = Math.max(...bands.flatMap(({ from, to }) => [from, to].map((end) => (String(end).split('.')[1] ?? '').length)))
  if (decimals === 0) return undefined
  // Half a unit more than one, as sums of decimals are not exact.
  const unit = 1.5 * 10 ** -decimals
  const next = bands.filter(({ from }) => from > number).toSorted((a, b) => a.from - b.from)[0]
  return bands.find(({ to }) => to < number && next !== undefined && next.from - to < unit)?.id
}

function autoIn({ auto }: { readonly auto: readonly AutoState[] }, posted: readonly string[]): AutoState | undefined {
  return posted.map(autoOf).find((state) => state !== undefined && auto.includes(state))
}

function autoOf(value: string): AutoState | undefined {
  return autoState.options.find((state) => autoValue(state) === value)
}

function answered(options: string[]): FieldRead {
  return { answer: { state: 'answered', options } }
}

function missing(state: MissingState): FieldRead {
  return { answer: { state } }
}
