import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse, parseDocument } from 'yaml'
import * as z from 'zod'
import { INSTRUMENTS, namesIn } from '#cli/start/common-folder.ts'
import { InputRefused } from '#shared/problem.ts'
import { groupWords } from '#shared/survey/consent-blocks/block-file.ts'
import { COMMON_FOLDER, SURVEY_FILE, type SurveyFiles } from '#shared/survey/load-survey.ts'

/** The answers of somebody who begins a survey; a part that they leave out stays an example, and says so. */
export type Beginning = {
  readonly id: string
  /** An instrument by its folder's name; the blank of eight questions without it. */
  readonly from: string
  readonly title: string | undefined
  readonly languages: readonly string[]
  readonly askedBy: string | undefined
  readonly contact: string | undefined
  readonly board: string | undefined
  readonly paidBy: string | undefined
  readonly keptIn: string | undefined
  readonly law: string | undefined
  /** Regions of places to turn to, such as US; `*` is anywhere. */
  readonly support: readonly string[]
}

export const BLANK = 'blank'
const BLANK_FOLDER = join(import.meta.dirname, BLANK)

/** The names of the surveys that a new one can begin from: the blank, and the instruments. */
export async function beginnings(): Promise<string[]> {
  const folders = await namesIn(INSTRUMENTS)
  const withSurvey = await Promise.all(folders.map(async (name) => (await namesIn(join(INSTRUMENTS, name))).includes(SURVEY_FILE)))
  return [BLANK, ...folders.filter((_, i) => withSurvey[i]).toSorted()]
}

/** The files of the new survey by name. Throws InputRefused where what it begins from is not in a language that was asked for. */
export async function begunSurvey(begun: Beginning, common: SurveyFiles): Promise<ReadonlyMap<string, string>> {
  const folder = begun.from === BLANK ? BLANK_FOLDER : join(INSTRUMENTS, begun.from)
  const names = await namesIn(folder)
  const missing = begun.languages.filter((language) => !names.includes(`${language}.yaml`))
  if (missing.length > 0) {
    const message = `it is not in ${missing.join(', ')}`
    const remedy = 'Begin in a language that it has, and make a sheet for a translator: chorus survey translate --help'
    throw new InputRefused([{ code: 'survey-file', file: folder, message, remedy }])
  }
  const read = (name: string) => readFile(join(folder, name), 'utf8')
  const files = new Map([[SURVEY_FILE, structureOf(await read(SURVEY_FILE), begun)]])
  for (const [i, language] of begun.languages.entries()) {
    const group = groupOf(common.get(`${COMMON_FOLDER}${language}.yaml`))
    files.set(`${language}.yaml`, wordingOf(await read(`${language}.yaml`), begun, { group, isFirst: i === 0 }))
  }
  return files
}

function structureOf(text: string, { id, languages, support }: Beginning): string {
  const doc = parseDocument(text)
  doc.set('id', id)
  doc.set('version', '0.1.0')
  doc.set('languages', doc.createNode(languages, { flow: true }))
  doc.set(
    'support',
    doc.createNode(
      support.map((region) => ({ region })),
      { flow: true },
    ),
  )
  return doc.toString({ lineWidth: 160, flowCollectionPadding: false })
}

type Group = z.infer<typeof groupWords>

function wordingOf(text: string, begun: Beginning, { group, isFirst }: { group: Group | undefined; isFirst: boolean }): string {
  // As it is loaded: "Yes" is a word, and no value of YAML's.
  const doc = parseDocument(text, { schema: 'failsafe' })
  if (isFirst && begun.title !== undefined) doc.set('title', begun.title)
  const { askedBy, contact, board, paidBy, keptIn, law } = begun
  if (group && [askedBy, contact, board, paidBy].some((each) => each !== undefined)) {
    const { controller } = group
    const given = { name: askedBy, contact, board, funder: paidBy }
    doc.setIn(['consent', 'controller'], doc.createNode({ ...controller, ...onlySaid(given) }))
  }
  if (group && keptIn !== undefined) {
    doc.setIn(['consent', 'storage'], doc.createNode(group.storage.map((each) => ({ ...each, region: keptIn }))))
  }
  if (law !== undefined) doc.setIn(['consent', 'jurisdiction'], law)
  return doc.toString({ lineWidth: 160, flowCollectionPadding: false })
}

function onlySaid(given: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])))
}

function groupOf(text: string | undefined): Group | undefined {
  const found = z.object({ group: groupWords }).safeParse(text === undefined ? undefined : parse(text, { schema: 'failsafe' }))
  return found.data?.group
}
