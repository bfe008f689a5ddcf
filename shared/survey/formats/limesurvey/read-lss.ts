import type { FormFinding } from '../form/finding.ts'
import type { LabelTexts } from '../form/label-texts.ts'
import { placesNamed } from './answer-places.ts'
import type { LimeGroup, LimePart, LimeQuestion, LimeSurvey } from './lime-structure.ts'
import { lssTables, type XmlRow } from './xml-rows.ts'

/** The letter of a question that calculates. */
const EQUATION = '*'

/** Reads the structure of a survey, as LimeSurvey exports it in XML (.lss): of version 2 with words in each table, and of later ones. */
export function readLss(text: string): LimeSurvey | { readonly findings: readonly FormFinding[] } {
  const { type, languages: listed, tables } = lssTables(text)
  const rows = (table: string) => tables.get(table) ?? []
  if (type !== 'Survey' || rows('questions').length === 0) {
    const remedy = 'In LimeSurvey, export the survey structure (.lss). Answers and archives (.lsa) are other files'
    return { findings: [{ kind: 'invalid', message: 'this is no survey structure of LimeSurvey with questions in it', remedy }] }
  }
  const [settings] = rows('surveys')
  const base = cell(settings, 'language') || listed[0] || 'en'
  const languages = [base, ...listed.filter((each) => each !== base)]
  const byTitles = placesNamed(rows('questions'), rows('subquestions'))
  const attributes = Map.groupBy(rows('question_attributes'), (row) => cell(row, 'qid'))
  const parts = {
    subquestions: partsOf(
      [...rows('subquestions')],
      'title',
      'question',
      wordsBy(rows('question_l10ns'), 'qid', 'question'),
      'parent_qid',
      'qid',
    ),
    answers: partsOf(rows('answers'), 'code', 'answer', wordsBy(rows('answer_l10ns'), 'aid', 'answer'), 'qid', 'aid'),
  }
  const asked = wordsBy(rows('question_l10ns'), 'qid', 'question')
  const helped = wordsBy(rows('question_l10ns'), 'qid', 'help')
  const named = wordsBy(rows('group_l10ns'), 'gid', 'group_name')
  const described = wordsBy(rows('group_l10ns'), 'gid', 'description')
  const withDefault = new Set(rows('defaultvalues').map((row) => cell(row, 'qid')))
  const conditions = conditionsBy(rows('conditions'), rows('questions'))
  const questions = byId(rows('questions'), 'qid').map(([qid, own]): LimeQuestion & { readonly gid: string } => {
    const [row] = own
    const relevance = byTitles(cell(row, 'relevance').trim())
    return {
      gid: cell(row, 'gid'),
      line: row?.line ?? 1,
      title: cell(row, 'title'),
      type: cell(row, 'type'),
      relevance: (relevance === '' || relevance === '1' ? conditions.get(qid) : undefined) ?? relevance,
      hasOther: cell(row, 'other') === 'Y',
      check: cell(row, 'preg').trim(),
      hasDefault: withDefault.has(qid),
      text: withNames(cell(row, 'type') === EQUATION ? byTitles : undefined, wordsIn(own, 'question', asked.get(qid))),
      help: wordsIn(own, 'help', helped.get(qid)),
      subquestions: (parts.subquestions.get(qid) ?? []).map((part) => ({ ...part, relevance: byTitles(part.relevance) })),
      answers: parts.answers.get(qid) ?? [],
      attributes: new Map((attributes.get(qid) ?? []).map((each) => [cell(each, 'attribute'), cell(each, 'value')])),
      wordsOf: (attribute) =>
        wordsIn(
          (attributes.get(qid) ?? []).filter((each) => cell(each, 'attribute') === attribute),
          'value',
          undefined,
          base,
        ),
    }
  })
  const groups = byId(rows('groups'), 'gid').map(([gid, own]): LimeGroup => {
    const [row] = own
    return {
      line: row?.line ?? 1,
      title: wordsIn(own, 'group_name', named.get(gid)),
      description: wordsIn(own, 'description', described.get(gid)),
      randomGroup: cell(row, 'randomization_group').trim(),
      relevance: byTitles(cell(row, 'grelevance').trim()),
      questions: questions.filter((each) => each.gid === gid),
    }
  })
  const titles = rows('surveys_languagesettings')
  const title = titles.find((row) => cell(row, 'surveyls_language') === base) ?? titles[0]
  const said = new Map(titles.map((row) => [cell(row, 'surveyls_language'), cell(row, 'surveyls_title')]))
  return { title: cell(title, 'surveyls_title'), titles: said, languages, groups, beside: besideIn(title, rows) }
}

const TEXTS = { description: 'description', welcometext: 'welcome text', endtext: 'end text', policy_notice: 'policy notice' }

/** Texts and tables that LimeSurvey has beside the questions. */
function besideIn(texts: XmlRow | undefined, rows: (table: string) => readonly XmlRow[]): LimeSurvey['beside'] {
  const shown = Object.entries(TEXTS).filter(([key]) => cell(texts, `surveyls_${key}`).trim() !== '')
  const tables = ['quota', 'assessments'].flatMap((name) =>
    rows(name)
      .slice(0, 1)
      .map(({ line }) => ({ line, name })),
  )
  return [...shown.map(([, name]) => ({ line: texts?.line ?? 1, name })), ...tables]
}

function cell(row: XmlRow | undefined, name: string): string {
  return row?.cells.get(name) ?? ''
}

/** The words of a question, which are an expression where it calculates. */
function withNames(named: ((expression: string) => string) | undefined, words: LabelTexts): LabelTexts {
  return named ? new Map([...words].map(([language, text]) => [language, named(text)])) : words
}

/** Rows of one thing together, one a language in older files, in the order in which people see them. */
function byId(rows: readonly XmlRow[], id: string): [string, XmlRow[]][] {
  const order = (row: XmlRow) => Number(cell(row, 'group_order') || cell(row, 'question_order') || cell(row, 'sortorder') || 0)
  const sorted = rows.toSorted((a, b) => order(a) - order(b))
  return [...Map.groupBy(sorted, (row) => cell(row, id))]
}

function wordsBy(rows: readonly XmlRow[], id: string, column: string): Map<string, LabelTexts> {
  return new Map([...Map.groupBy(rows, (row) => cell(row, id))].map(([key, own]) => [key, wordsIn(own, column, undefined)]))
}

/** `base` is the language of rows that name none. */
function wordsIn(rows: readonly XmlRow[], column: string, apart: LabelTexts | undefined, base = ''): LabelTexts {
  if (apart && apart.size > 0) return apart
  return new Map(rows.filter((row) => cell(row, column).trim() !== '').map((row) => [cell(row, 'language') || base, cell(row, column)]))
}

/** Subquestions or answers by the question that they belong to. */
function partsOf(
  rows: readonly XmlRow[],
  code: string,
  column: string,
  apart: ReadonlyMap<string, LabelTexts>,
  owner: string,
  id: string,
): Map<string, LimePart[]> {
  return new Map(
    [...Map.groupBy(rows, (row) => cell(row, owner))].map(([key, own]) => {
      // An answer of an older file has no id: its code and its list tell it.
      const parts = Map.groupBy(
        own.toSorted(
          (a, b) => Number(cell(a, 'question_order') || cell(a, 'sortorder')) - Number(cell(b, 'question_order') || cell(b, 'sortorder')),
        ),
        (row) => `${cell(row, 'scale_id') || '0'} ${cell(row, code)}`,
      )
      return [
        key,
        [...parts.values()].map((same): LimePart => {
          const [first] = same
          return {
            line: first?.line ?? 1,
            code: cell(first, code),
            scale: Number(cell(first, 'scale_id') || 0),
            relevance: cell(first, 'relevance').trim(),
            text: wordsIn(same, column, apart.get(cell(first, id))),
          }
        }),
      ]
    }),
  )
}

/**
 * The conditions of older files as one expression for each question: those on one question are joined by "or", those on several by
 * "and", and scenarios by "or".
 */
function conditionsBy(rows: readonly XmlRow[], questions: readonly XmlRow[]): Map<string, string> {
  const titles = new Map(questions.map((row) => [cell(row, 'qid'), cell(row, 'title')]))
  const types = new Map(questions.map((row) => [cell(row, 'qid'), cell(row, 'type')]))
  const comparison = (row: XmlRow): string => {
    const [cqid, value] = [cell(row, 'cqid'), cell(row, 'value')]
    // The survey, the group, the question and a part of it. A + says that the part is a box.
    const place = /^\+?\d+X\d+X(.*)$/.exec(cell(row, 'cfieldname'))?.[1] ?? ''
    const title = place.startsWith(cqid) ? titles.get(cqid) : undefined
    if (cqid === '' || title === undefined) return `question ${cqid}`
    const code = place.slice(cqid.length).replace('#', '_')
    const written = cell(row, 'method').trim() || '=='
    const method = written === 'RX' ? 'regex' : written
    // Without a part, a question with several answers is compared with the code of a box: the condition looks whether it is ticked.
    if (code === '' && ['M', 'P'].includes(types.get(cqid) ?? '')) return `${title}_${value} ${method} "Y"`
    return `${code === '' ? title : `${title}_${code}`} ${method} "${value.replaceAll('"', '')}"`
  }
  return new Map(
    [...Map.groupBy(rows, (row) => cell(row, 'qid'))].map(([qid, own]) => {
      const scenarios = [...Map.groupBy(own, (row) => cell(row, 'scenario') || '1').values()].map((scenario) =>
        [...Map.groupBy(scenario, (row) => cell(row, 'cqid')).values()]
          .map((same) => `(${same.map(comparison).join(' or ')})`)
          .join(' and '),
      )
      return [qid, scenarios.map((each) => `(${each})`).join(' or ')]
    }),
  )
}
