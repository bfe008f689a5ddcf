import { bandsFor } from '../bands.ts'
import { limitsOf, longestOf, manyRuleOf } from '../constraint.ts'
import type { FormQuestion, SheetForm } from '../sheet-form.ts'
import { bandsNoted } from './own-question.ts'
import type { Say } from './say.ts'

/** Characters of a written answer when the form sets no limit. */
const LONGEST = 2000

/** What a row asks for, as survey.yaml says it: its type and what belongs to it. `options` are ids by their names in the form. */
export function typedQuestion(
  question: FormQuestion,
  options: ReadonlyMap<string, string>,
  bands: readonly unknown[],
  say: Say,
): Record<string, unknown> {
  const { kind, constraint, notes } = question
  if (kind === 'note') return { type: 'info' }
  if (kind === 'text') {
    const longest = constraint === undefined ? undefined : longestOf(constraint)
    if (constraint !== undefined && longest === undefined) lost(question, say)
    return { type: 'text', max: Math.max(1, Math.min(longest ?? LONGEST, 6000)), ...(notes.get('share') === 'ask' && { share: 'ask' }) }
  }
  return kind === 'number' || kind === 'whole number' ? { type: 'number', bands } : choiceQuestion(question, options, say)
}

function choiceQuestion(question: FormQuestion, options: ReadonlyMap<string, string>, say: Say): Record<string, unknown> {
  const { kind, constraint, notes } = question
  const shuffle = question.randomise && { shuffle: true }
  const ids = [...options.values()]
  if (kind === 'one') {
    if (constraint !== undefined) lost(question, say)
    return { type: 'single', options: ids, ...shuffle }
  }
  const rule = constraint === undefined ? { alone: [], most: undefined } : manyRuleOf(constraint)
  if (!rule) lost(question, say)
  const alone = (rule?.alone ?? []).flatMap((each) => options.get(each) ?? [])
  const listed = ids.map((id) => (alone.includes(id) ? { id, alone: true } : id))
  const most = rule?.most
  const isPick = most !== undefined && most >= 1 && (most < ids.length || notes.has('pick'))
  return isPick
    ? { type: 'pick', max: Math.min(most, ids.length), options: listed, ...shuffle }
    : { type: 'multi', options: listed, ...shuffle }
}

export type Bands = readonly { readonly id: string; readonly from: number; readonly to: number }[]

/** The ranges of a number: those that the form names for us, else some that are proposed. `cuts` are what conditions compare it with. */
export function bandsOf(question: FormQuestion, form: SheetForm, cuts: readonly number[], say: Say): Bands {
  const noted = bandsNoted(question, form)
  if (noted) return noted
  const step = question.kind === 'whole number' ? 1 : 0.001
  const limits = question.between
    ? { low: question.between.from, high: question.between.to }
    : question.constraint === undefined
      ? undefined
      : limitsOf(question.constraint, step)
  if (question.constraint !== undefined && !limits) lost(question, say)
  const bands = bandsFor(limits?.low, limits?.high, cuts, step)
  say(
    'changed',
    question.row,
    'type',
    `of "${question.name}" only a range is kept: ${bands.map((band) => band.id).join(', ')}`,
    'Choose other ranges in survey.yaml if these are not the right ones',
  )
  return bands
}

export function bandLabel({ id, from, to }: Bands[number]): string {
  return id.endsWith('_plus') ? `${from}+` : from === to ? String(from) : `${from}–${to}`
}

function lost({ row, name }: FormQuestion, say: Say): void {
  say('dropped', row, 'constraint', `the constraint of "${name}" is left out`, 'Say in the hint what a good answer is')
}
