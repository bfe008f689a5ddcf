import { autoState } from '../../../survey.ts'
import type { Form, FormChoice, FormQuestion } from '../form-shape.ts'
import type { OwnNotes } from '../own-notes.ts'

/** Reads our column of a form that knows of Chorus: the properties of a question and its choices, as survey.yaml holds them. */

/** The ranges of a number, where the form has a list of them. */
export function bandsNoted(question: FormQuestion, form: Form): { id: string; from: number; to: number; score?: number }[] | undefined {
  const bands = choicesOfBands(question, form).flatMap(({ name, notes }) => {
    const [from, to, score] = ['from', 'to', 'score'].map((key) => numberIn(notes, key))
    if (from === undefined || to === undefined) return []
    return [{ id: notes?.get('id') ?? name, from, to, ...(score !== undefined && { score }) }]
  })
  return bands.length > 0 ? bands : undefined
}

export function choicesOfBands({ notes }: FormQuestion, { chorus }: Form): readonly FormChoice[] {
  return chorus?.lists.get(notes?.get('bands') ?? '') ?? []
}

/** "Not sure" and the like, which a form has as choices, and a survey adds by itself. */
export function isState({ notes }: FormChoice): boolean {
  return notes?.has('state') ?? false
}

/** Which of these a question offers; undefined where the form leaves it to us. */
export function autoNoted({ notes, choices }: FormQuestion, { chorus }: Form): string[] | undefined {
  const states = notes?.get('auto')?.split(',') ?? choices.flatMap((choice) => choice.notes?.get('state') ?? [])
  const known = states.filter((state) => autoState.safeParse(state).success)
  return known.length > 0 || chorus?.release || notes?.has('auto') ? known : undefined
}

/** An option as survey.yaml lists it, with its score and the box beside it. */
export function withNotes(option: unknown, notes: OwnNotes | undefined): unknown {
  const [score, say] = ['score', 'say'].map((key) => numberIn(notes, key))
  const place = notes?.get('in')
  if (score === undefined && say === undefined && place === undefined) return option
  const named = typeof option === 'string' ? { id: option } : option
  return {
    ...Object(named),
    ...(score !== undefined && { score }),
    ...(say !== undefined && { say }),
    ...(place !== undefined && { in: place }),
  }
}

/** `none`, or a name and what it takes together: `under_35:18_24,25_34;older:35_49,50_64`. */
export function rollupsNoted(notes: OwnNotes | undefined): 'none' | Record<string, string[]> | undefined {
  const text = notes?.get('rollups')
  if (text === undefined || text === 'none') return text
  const pairs = text.split(';').map((each) => each.split(':'))
  return Object.fromEntries(pairs.map(([id = '', of = '']) => [id, of.split(',')]))
}

function numberIn(notes: OwnNotes | undefined, key: string): number | undefined {
  const text = notes?.get(key)
  const number = Number(text)
  return text === undefined || text === '' || Number.isNaN(number) ? undefined : number
}
