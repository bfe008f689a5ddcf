import type { FormFinding } from '../form/finding.ts'
import type { LimePart, LimeSurvey } from './lime-structure.ts'

type Line = { readonly number: number; readonly of: (column: string) => string; readonly columns: ReadonlyMap<string, string> }
type Texts = Map<string, string>
type Growing = {
  line: Line
  text: Texts
  help: Texts
  subquestions: Map<string, GrowingPart>
  answers: Map<string, GrowingPart>
}
type GrowingPart = { line: Line; text: Texts }

/** Whether these are the headings of a LimeSurvey structure as tab-separated text. */
export function isLimeTxt(headings: readonly string[]): boolean {
  const plain = headings.map((heading) => heading.trim().toLowerCase())
  return ['class', 'type/scale', 'name', 'relevance', 'text'].every((each) => plain.includes(each))
}

/** Reads the structure of a survey as LimeSurvey exports it in tab-separated text (.txt): a row for each thing and language. */
export function readLimeTxt([headings = [], ...rows]: readonly (readonly string[])[]):
  | LimeSurvey
  | {
      readonly findings: readonly FormFinding[]
    } {
  const columns = headings.map((heading) => heading.trim().toLowerCase())
  const lines = rows.map((cells, i): Line => {
    const held = new Map(columns.map((column, at) => [column, cells[at] ?? '']))
    return { number: i + 2, of: (column) => (held.get(column) ?? '').trim(), columns: held }
  })
  const setting = (name: string) => lines.find((line) => line.of('class') === 'S' && line.of('name') === name)?.of('text') ?? ''
  const base = setting('language') || lines.find((line) => line.of('class') === 'G')?.of('language') || 'en'
  const more = setting('additional_languages').split(/\s+/)
  const used = lines.map((line) => line.of('language'))
  const languages = [...new Set([base, ...more, ...used])].filter((each) => each !== '')
  const groups = readGroups(lines, base)
  if (groups.every((group) => group.questions.length === 0)) {
    const remedy = 'In LimeSurvey, export the survey structure as .lss or tab-separated .txt'
    return { findings: [{ kind: 'invalid', message: 'there is no question in this file', remedy }] }
  }
  const titles = lines.filter((line) => line.of('class') === 'SL' && line.of('name') === 'surveyls_title')
  const title = titles.find((line) => line.of('language') === base) ?? titles[0]
  const shown = new Map(
    ['description', 'welcometext', 'endtext', 'policy_notice'].map((key) => [
      `surveyls_${key}`,
      key.replace('text', ' text').replace('_', ' '),
    ]),
  )
  const beside = lines.flatMap((line) => {
    const name =
      line.of('class') === 'SL' && line.of('language') === (title?.of('language') ?? base) && line.of('text') !== ''
        ? shown.get(line.of('name'))
        : undefined
    return name === undefined ? [] : [{ line: line.number, name }]
  })
  const said = new Map(titles.map((line) => [line.of('language'), line.of('text')]))
  return { title: title?.of('text') ?? '', titles: said, languages, groups, beside }
}

/** The base language comes first and whole; the rows of every other language repeat codes and add words. */
function readGroups(lines: readonly Line[], base: string): LimeSurvey['groups'] {
  const groups: { line: Line; title: Texts; description: Texts; questions: Growing[] }[] = []
  const byCode = new Map<string, Growing>()
  let group: (typeof groups)[number] | undefined
  let question: Growing | undefined
  const at = new Map<string, number>()
  for (const line of lines) {
    const language = line.of('language') || base
    if (line.of('class') === 'G') {
      const key = line.of('type/scale') || String(groups.length)
      const count = (at.get(language) ?? -1) + 1
      at.set(language, count)
      group = language === base ? undefined : (groups.find((each) => each.line.of('type/scale') === key && key !== '') ?? groups[count])
      if (!group) {
        group = { line, title: new Map(), description: new Map(), questions: [] }
        groups.push(group)
      }
      group.title.set(language, line.of('name'))
      addWords(group.description, language, line.of('text'))
    } else if (line.of('class') === 'Q') {
      question = byCode.get(line.of('name'))
      if (!question) {
        question = { line, text: new Map(), help: new Map(), subquestions: new Map(), answers: new Map() }
        byCode.set(line.of('name'), question)
        group?.questions.push(question)
      }
      addWords(question.text, language, line.of('text'))
      addWords(question.help, language, line.of('help'))
    } else if (line.of('class') === 'SQ' && question) addPart(question.subquestions, line, language)
    else if (line.of('class') === 'A' && question) addPart(question.answers, line, language)
  }
  return groups.map(({ line, title, description, questions }) => ({
    line: line.number,
    title,
    description,
    randomGroup: line.of('random_group'),
    relevance: line.of('relevance'),
    questions: questions.map((each) => ({
      line: each.line.number,
      title: each.line.of('name'),
      type: each.line.of('type/scale'),
      relevance: each.line.of('relevance'),
      hasOther: each.line.of('other') === 'Y',
      check: each.line.of('validation'),
      hasDefault: each.line.of('default') !== '',
      text: each.text,
      help: each.help,
      subquestions: [...each.subquestions.values()].map(partOf),
      answers: [...each.answers.values()].map(partOf),
      attributes: each.line.columns,
      wordsOf: (attribute) => wordsInLine(each.line, attribute, base),
    })),
  }))
}

function wordsInLine(line: Line, column: string, base: string): Texts {
  const text = line.of(column.toLowerCase())
  return new Map(text === '' ? [] : [[base, text]])
}

function addWords(words: Texts, language: string, text: string): void {
  if (text !== '' && !words.has(language)) words.set(language, text)
}

function addPart(parts: Map<string, GrowingPart>, line: Line, language: string): void {
  const key = `${line.of('type/scale') || '0'} ${line.of('name')}`
  const part = parts.get(key) ?? { line, text: new Map() }
  parts.set(key, part)
  addWords(part.text, language, line.of('text'))
}

function partOf({ line, text }: GrowingPart): LimePart {
  return { line: line.number, code: line.of('name'), scale: Number(line.of('type/scale')) || 0, relevance: line.of('relevance'), text }
}
