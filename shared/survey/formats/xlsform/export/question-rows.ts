import { unwrittenRollups } from '../../../automatic-rollups.ts'
import { type ClosedQuestion, isMany, type Question, questionsOf, type Survey } from '../../../survey.ts'
import { sayOption } from '../../../word-boxes.ts'
import { withMarkupWritten } from '../../form/label-markup.ts'
import { OWN_COLUMN, writeNotes } from '../../form/own-notes.ts'
import { writeMarks } from '../../form/plan-marks.ts'
import { type ChoiceList, choiceConstraint } from './choice-lists.ts'
import { ELSEWHERE } from './consent-rows.ts'
import type { ExportedForm } from './exported-form.ts'
import { type Cells, inLanguages } from './label-columns.ts'

/** The row of a question, and what other tools need behind it: the box beside an option, the choice whether words may be shared. */
export function questionRows(form: ExportedForm, question: Question): Cells[] {
  const { survey, names, relevant } = form
  const name = names.question(question.id)
  const common = {
    name,
    ...said(form, question, 'text', 'label'),
    ...said(form, question, 'hint', 'hint'),
    relevant: relevant(question.if),
  }
  const notes = { id: name === question.id ? undefined : question.id, shown_if: question.if && JSON.stringify(question.if) }
  if (question.type === 'info')
    return [{ ...common, type: 'note', disclosure: marks(survey, question.id), [OWN_COLUMN]: writeNotes(notes) }]
  if (question.type === 'text') {
    const row = {
      ...common,
      type: 'text',
      constraint: `string-length(.) <= ${question.max}`,
      [OWN_COLUMN]: writeNotes({ ...notes, share: question.share }),
    }
    return question.share ? [row, shareRow(form, question.id)] : [row]
  }
  const list = form.lists.of(question)
  const row = {
    ...common,
    disclosure: marks(survey, question.id),
    ...(question.type === 'number' ? numberCells(question) : choiceCells(form, question, list)),
    [OWN_COLUMN]: writeNotes({
      ...notes,
      ...closedNotes(question, list, isAskedOfAll(survey, question)),
      nests: survey.plan.nests?.[question.id],
    }),
  }
  const box = question.type === 'number' ? undefined : sayOption(question)
  return box ? [row, boxRow(form, question.id, list.names.get(box.id) ?? box.id, box.say)] : [row]
}

function said({ survey }: ExportedForm, { id }: Question, key: 'text' | 'hint', column: string): Cells {
  return inLanguages(survey, column, (texts) => texts.questions[id]?.[key], withMarkupWritten)
}

function marks(survey: Survey, id: string): string {
  const { by, cross, except } = survey.plan
  const crossed = typeof cross === 'string' ? [] : cross
  return writeMarks(
    id,
    { group: by, crossed, left_out: except },
    questionsOf(survey).map((each) => each.id),
  )
}

type NumberQuestion = Extract<ClosedQuestion, { type: 'number' }>

function numberCells({ bands }: NumberQuestion): Cells {
  const ends = bands.flatMap(({ from, to }) => [from, to])
  return {
    type: ends.every(Number.isInteger) ? 'integer' : 'decimal',
    constraint: `. >= ${Math.min(...ends)} and . <= ${Math.max(...ends)}`,
  }
}

function choiceCells({ names }: ExportedForm, question: Exclude<ClosedQuestion, NumberQuestion>, list: ChoiceList): Cells {
  const apart = question.type === 'single' ? (question.apart ?? []) : []
  return {
    type: `${isMany(question) ? 'select_multiple' : 'select_one'} ${list.name}`,
    constraint: apart.length > 0 ? apart.map((id) => `. != \${${names.question(id)}}`).join(' and ') : choiceConstraint(question, list),
    appearance: question.type === 'single' && question.search ? 'autocomplete' : '',
    parameters: question.type !== 'scale' && question.shuffle ? 'randomize=true' : '',
  }
}

function closedNotes(question: ClosedQuestion, list: ChoiceList, isForAll: boolean): Parameters<typeof writeNotes>[0] {
  return {
    scale: question.type === 'scale' ? question.scale : undefined,
    pick: question.type === 'pick' || undefined,
    apart: question.type === 'single' ? question.apart?.join(',') : undefined,
    rollups: rollupsNote(question, isForAll),
    ...(question.type === 'number' && { bands: list.name, auto: question.auto.join(',') }),
  }
}

/** Nothing where the survey leaves it to the tool. */
function rollupsNote(question: ClosedQuestion, isForAll: boolean): string | undefined {
  const own = question.rollups ?? []
  if (JSON.stringify(own) === JSON.stringify(unwrittenRollups(question, isForAll))) return undefined
  return own.length === 0 ? 'none' : own.map(({ id, of }) => `${id}:${of.join(',')}`).join(';')
}

function isAskedOfAll({ sections }: Survey, question: ClosedQuestion): boolean {
  const part = sections.find(({ questions }) => questions.includes(question))
  return part?.if === undefined && question.if === undefined
}

function boxRow({ survey, names }: ExportedForm, asked: string, option: string, longest: number): Cells {
  const name = names.question(asked)
  return {
    type: 'text',
    name: names.take(`${name}_say`),
    ...inLanguages(survey, 'label', (texts) => texts.questions[asked]?.text, withMarkupWritten),
    relevant: `selected(\${${name}}, '${option}')`,
    constraint: `string-length(.) <= ${longest}`,
    [OWN_COLUMN]: ELSEWHERE,
  }
}

function shareRow(form: ExportedForm, asked: string): Cells {
  const { survey, names } = form
  const name = names.question(asked)
  const list = form.lists.named(
    'share',
    (['words', 'summary', 'none'] as const).map((choice) => ({
      name: choice,
      ...inLanguages(survey, 'label', (texts) => texts.share[choice], withMarkupWritten),
    })),
  )
  return {
    type: `select_one ${list}`,
    name: names.take(`${name}_share`),
    ...inLanguages(survey, 'label', (texts) => texts.share.text, withMarkupWritten),
    ...inLanguages(survey, 'hint', (texts) => texts.share.hint, withMarkupWritten),
    relevant: `\${${name}} != ''`,
    [OWN_COLUMN]: ELSEWHERE,
  }
}
