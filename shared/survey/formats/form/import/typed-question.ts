import { type Band, bandsFor } from '../bands.ts'
import type { Form, FormQuestion } from '../form-shape.ts'
import { bandsNoted } from './own-question.ts'
import type { Say } from './say.ts'

/** Characters of a written answer when the form sets no limit, and the most there can be. */
const LONGEST = 2000
const MOST_CHARACTERS = 6000

/**
 * Gives the type of a row's question, and the properties of that type, as survey.yaml has them. `options` are ids by their names
 * in the form.
 */
export function typedQuestion(
  question: FormQuestion,
  options: ReadonlyMap<string, string>,
  bands: readonly Band[],
  say: Say,
): Record<string, unknown> {
  const { kind, limits, row, name, notes } = question
  if (limits.lost) {
    const isKept = limits.low !== undefined || limits.high !== undefined || limits.most !== undefined || (limits.alone ?? []).length > 0
    const what = isKept ? 'a part of the constraint' : 'the constraint'
    say('dropped', row, 'constraint', `${what} of "${name}" is left out`, 'Say in the hint what a good answer is')
  }
  if (kind === 'note') return { type: 'info' }
  if (kind === 'text')
    return {
      type: 'text',
      max: Math.max(1, Math.min(limits.longest ?? LONGEST, MOST_CHARACTERS)),
      ...(notes?.get('share') === 'ask' && { share: 'ask' }),
    }
  return kind === 'number' || kind === 'whole number' ? { type: 'number', bands } : choiceQuestion(question, options)
}

function choiceQuestion(question: FormQuestion, options: ReadonlyMap<string, string>): Record<string, unknown> {
  const { kind, limits, notes } = question
  const shuffle = question.randomise && { shuffle: true }
  const ids = [...options.values()]
  if (kind === 'one') return { type: 'single', options: ids, ...shuffle }
  const alone = aloneOf(question, options)
  const listed = ids.map((id) => (alone.includes(id) ? { id, alone: true } : id))
  const { most } = limits
  const isPick = most !== undefined && most >= 1 && (most < ids.length || notes?.has('pick'))
  return isPick
    ? { type: 'pick', max: Math.min(most, ids.length), options: listed, ...shuffle }
    : { type: 'multi', options: listed, ...shuffle }
}

/** Ids of the options that clear the others. */
export function aloneOf({ limits }: FormQuestion, options: ReadonlyMap<string, string>): string[] {
  return (limits.alone ?? []).flatMap((each) => options.get(each) ?? [])
}

/** The ranges of a number: those that the form names for us, else some that are proposed. `cuts` are what conditions compare it with. */
export function bandsOf(question: FormQuestion, form: Form, cuts: readonly number[], say: Say): readonly Band[] {
  const noted = bandsNoted(question, form)
  if (noted) return noted
  const { kind, limits, name, row } = question
  const bands = bandsFor(limits.low, limits.high, cuts, kind === 'whole number' ? 1 : 0.001)
  const message = `of "${name}" only a range is kept: ${bands.map((band) => band.id).join(', ')}`
  say('changed', row, 'type', message, 'Choose other ranges in survey.yaml if these are not the right ones')
  return bands
}

export function bandLabel({ id, from, to }: Band): string {
  return id.endsWith('_plus') ? `${from}+` : from === to ? String(from) : `${from}–${to}`
}
