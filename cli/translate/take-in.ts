import { createHash } from 'node:crypto'
import { parse, parseDocument, stringify } from 'yaml'
import * as z from 'zod'
import { keyOf, type TextInFile, textsOfFile, withTexts } from '#cli/translate/texts-of-file.ts'
import type { GivenRow, TranslatorRow } from '#cli/translate/translator-sheet.ts'

/** Words of survey.yaml that each language has, too; their keys on the sheet begin so. */
const STRUCTURE = 'survey.yaml'
const RELEASE = ['cadence', 'return_to_community'] as const

export type Files = {
  readonly structure: string
  /** The file of the source language. */
  readonly source: string
  readonly sourceLanguage: string
  /** The file of the target language, when there is one already. */
  readonly target: string | undefined
}

/** The sheet as it should be now: what a sheet that came back has, else what the language file has, and what is missing or stale. */
export function sheetOf(files: Files, language: string, given: readonly GivenRow[]): TranslatorRow[] {
  const back = new Map(given.map((row) => [row.key, row]))
  const had = new Map(textsOfFile(raw(files.target)).map(({ path, text }) => [keyOf(path), text]))
  for (const key of RELEASE) {
    const said = releaseIn(files.structure, key)[language]
    if (said !== undefined) had.set(`${STRUCTURE}/release/${key}`, said)
  }
  return textsToTranslate(files).map(({ key, source, note }) => {
    const row = back.get(key)
    const before = had.get(key) ?? ''
    const target = row?.target || before
    const now = markOf(source)
    // Anybody who wrote it anew since it was last taken in, or took the mark out, looked at what the source says now.
    const isStale = target !== '' && row !== undefined && row.made_from !== '' && row.made_from !== now && target === before
    const state = target === '' ? 'missing' : isStale ? 'stale' : ''
    return { key, source, note, target, state, made_from: isStale ? row.made_from : target === '' ? '' : now }
  })
}

function markOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}

/** The language file and the structure that the sheet makes; the source's words stand nowhere in them. Undefined while a text is missing. */
export function filesOf(
  files: Files,
  language: string,
  rows: readonly TranslatorRow[],
): { structure: string; wording: string } | undefined {
  if (rows.some(({ target }) => target === '')) return undefined
  const targets = new Map(rows.map(({ key, target }) => [key, target]))
  const said = withTexts(raw(files.source), (key) => targets.get(key))
  const before = z.looseObject({ reviewed: z.unknown() }).safeParse(raw(files.target))
  const isAsBefore = rows.every(({ key, target }) => key.startsWith(STRUCTURE) || hadText(files, key) === target)
  const reviewed = isAsBefore && before.success ? before.data.reviewed : 'unreviewed'
  const wording = stringify(
    { ...z.record(z.string(), z.unknown()).parse(said), language, reviewed },
    { lineWidth: 120, defaultStringType: 'PLAIN', aliasDuplicateObjects: false },
  )
  return { structure: withLanguage(files, language, targets), wording }
}

function hadText({ target }: Files, key: string): string | undefined {
  return textsOfFile(raw(target)).find(({ path }) => keyOf(path) === key)?.text
}

function withLanguage({ structure, sourceLanguage }: Files, language: string, targets: ReadonlyMap<string, string>): string {
  const doc = parseDocument(structure)
  const { languages } = z.looseObject({ languages: z.array(z.string()) }).parse(doc.toJS())
  if (!languages.includes(language)) doc.set('languages', doc.createNode([...languages, language], { flow: true }))
  for (const key of RELEASE) {
    const said = { ...releaseIn(structure, key, sourceLanguage), [language]: targets.get(`${STRUCTURE}/release/${key}`) ?? '' }
    doc.setIn(['release', key], doc.createNode(said))
  }
  return doc.toString({ lineWidth: 160, flowCollectionPadding: false })
}

const words = z.union([z.string(), z.record(z.string(), z.string())])

/** The texts of survey.yaml by language; plain text is in the source language. */
function releaseIn(structure: string, key: (typeof RELEASE)[number], source = ''): Record<string, string> {
  const read = z.looseObject({ release: z.looseObject({ [key]: words }) }).safeParse(parse(structure))
  const said = words.safeParse(read.data?.release[key]).data ?? {}
  return typeof said === 'string' ? { [source]: said } : said
}

type ToTranslate = { readonly key: string; readonly source: string; readonly note: string }

function textsToTranslate({ source, structure, sourceLanguage }: Files): ToTranslate[] {
  const own = textsOfFile(raw(source))
  const asked = new Map(own.map((each) => [keyOf(each.path), each.text]))
  const release = RELEASE.flatMap((key): ToTranslate[] => {
    const said = releaseIn(structure, key, sourceLanguage)
    const text = said[sourceLanguage] ?? Object.values(said)[0]
    const note = key === 'cadence' ? 'When results come out' : 'How results come back to the people who answered'
    return text === undefined ? [] : [{ key: `${STRUCTURE}/release/${key}`, source: text, note }]
  })
  return [...own.map((each) => ({ key: keyOf(each.path), source: each.text, note: noteOn(each, asked) })), ...release]
}

function noteOn({ path }: TextInFile, asked: ReadonlyMap<string, string>): string {
  const [block, id = '', field] = path
  if (block === 'questions' && field === 'options') return `An answer to: ${asked.get(keyOf(['questions', id, 'text'])) ?? id}`
  if (block === 'questions' && field === 'hint') return `Under the question: ${asked.get(keyOf(['questions', id, 'text'])) ?? id}`
  if (block === 'questions') return 'A question: at most 25 words'
  if (block === 'sections') return field === 'note' ? 'A content note: short, calm and specific' : 'The title or text of a part'
  if (block === 'scales') return `An answer on the scale ${id}`
  if (block === 'consent' && id === 'fill') return `Stands in the shared consent text, in the place of {${field}}`
  if (block === 'consent') return 'Of the consent text'
  return ''
}

function raw(text: string | undefined): unknown {
  return text === undefined ? {} : parse(text, { schema: 'failsafe' })
}
