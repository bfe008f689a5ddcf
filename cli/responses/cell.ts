import type { ClosedAnswer, MissingState } from '#shared/survey/answer.ts'
import type { Field } from '#shared/survey/codebook.ts'
import { numberBand } from '#shared/survey/form.ts'
import { suggest } from '#shared/survey/load/nearest.ts'
import { type ClosedQuestion, isMany } from '#shared/survey/survey.ts'
import { quoted } from './quoted.ts'
import { withoutBlanks } from './rows.ts'

/** An answer, or what is wrong with the cell and what to do about it. */
export type CellRead = { readonly answer: ClosedAnswer; readonly outside?: true } | { readonly message: string; readonly remedy: string }

/** Reads the cells of one question's column. `outsideIsSkipped`: a number in none of the bands is no answer, and is told of. */
export function cellReader(question: ClosedQuestion, field: Field, { outsideIsSkipped = false } = {}): (cell: string) => CellRead {
  return (cell) => {
    const value = withoutBlanks(cell)
    if (value === '') return missing('skipped')
    if (value.startsWith('~')) return readState(value, field)
    if (question.type === 'number') return readNumber(value, question, outsideIsSkipped)
    return isMany(question) ? readMany(value, question) : readOne(value, field)
  }
}

function readState(value: string, field: Field): CellRead {
  const state = field.states.find((each) => `~${each}` === value)
  if (state) return missing(state)
  const known = field.states.filter((each) => each !== 'skipped').map((each) => `~${each}`)
  return {
    message: `${quoted(value)} is no state that this question can be in`,
    remedy:
      known.length > 0
        ? `Use one of ${known.join(', ')}, or ~skipped, or leave it empty for skipped`
        : 'Write ~skipped, or leave it empty for skipped',
  }
}

function readOne(value: string, field: Field): CellRead {
  if (field.options.includes(value)) return answered([value])
  if (value.split('|').length > 1 && value.split('|').every((part) => field.options.includes(part.trim()))) {
    return { message: `${quoted(value)} is several answers to a question that takes one`, remedy: 'Keep one of them' }
  }
  return unknown(value, field.options)
}

function readMany(value: string, question: Extract<ClosedQuestion, { type: 'multi' | 'pick' }>): CellRead {
  const chosen = value.split('|').map((part) => part.trim())
  const ids = question.options.map((option) => option.id)
  const stranger = chosen.find((each) => !ids.includes(each))
  if (stranger === '')
    return { message: `${quoted(value)} has nothing between two | signs`, remedy: 'Join option ids by | and nothing else' }
  if (stranger !== undefined) return unknown(stranger, ids)
  const twice = chosen.find((each, i) => chosen.indexOf(each) !== i)
  if (twice !== undefined) return { message: `${quoted(value)} names ${twice} twice`, remedy: 'Name it once' }
  const alone = question.options.find((option) => option.alone && chosen.includes(option.id))
  if (alone && chosen.length > 1) {
    return { message: `${quoted(value)} has ${alone.id} beside other answers`, remedy: `Keep ${alone.id} alone, or take it out` }
  }
  if (question.type === 'pick' && chosen.length > question.max) {
    return { message: `${chosen.length} options are chosen where at most ${question.max} may be`, remedy: `Keep at most ${question.max}` }
  }
  return answered(chosen)
}

function readNumber(value: string, { bands }: Extract<ClosedQuestion, { type: 'number' }>, outsideIsSkipped: boolean): CellRead {
  if (/^[+-]?[1-9]\d{0,2},\d{3}$/.test(value))
    return {
      message: `"${value}" is a thousand to some and a small number to others`,
      remedy: 'Write a point before decimals, and nothing before thousands',
    }
  if (!/^[+-]?\d+([.,]\d+)?$/.test(value))
    return { message: `${quoted(value)} is not a number`, remedy: 'Write digits, with a point or a comma before decimals' }
  const number = Number(value.replace(',', '.'))
  const band = numberBand(bands, number)
  if (band !== undefined) return answered([band])
  if (outsideIsSkipped) return { ...missing('skipped'), outside: true }
  const [from, to] = [Math.min(...bands.map((each) => each.from)), Math.max(...bands.map((each) => each.to))]
  if (number > from && number < to)
    return {
      message: `${quoted(value)} lies between two bands of this question`,
      remedy: 'Round it as people would have been asked to. To count it as no answer, use --outside skipped',
    }
  return {
    message: `${quoted(value)} is in none of the bands of this question`,
    remedy: `They go from ${from} to ${to}. To count it as no answer, use --outside skipped`,
  }
}

function unknown(value: string, ids: readonly string[]): CellRead {
  return { message: `${quoted(value)} is not an option of this question`, remedy: suggest(value, ids) }
}

function answered(options: readonly string[]): CellRead {
  return { answer: { state: 'answered', options } }
}

function missing(state: MissingState): { readonly answer: ClosedAnswer } {
  return { answer: { state } }
}
