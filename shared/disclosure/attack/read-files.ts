import Papa from 'papaparse'
import * as z from 'zod'
import { condition } from '#shared/survey/survey.ts'
import type { AttackedQuestion, AttackedRelease, AttackedSlice, AttackedTable } from './published.ts'
import { readingOf } from './reading.ts'

const row = z.looseObject({
  study: z.string(),
  release: z.string(),
  table: z.string(),
  question: z.string(),
  answer: z.string(),
  group_variable: z.string(),
  group: z.string(),
  count: z.string(),
  count_low: z.string(),
  count_high: z.string(),
  base: z.string(),
  base_low: z.string(),
  base_high: z.string(),
  status: z.string(),
  as_of_release: z.string(),
})

const rollups = z.array(z.looseObject({ id: z.string(), of: z.array(z.string()) })).default([])

const nest = z.looseObject({
  inner: z.string(),
  outer: z.string(),
  groups: z.array(z.looseObject({ id: z.string(), of: z.array(z.string()) })),
})

const methods = z.looseObject({
  study: z.string(),
  release: z.string(),
  protection: z.looseObject({ policy: z.unknown().optional() }),
  questions: z.array(
    z.looseObject({
      id: z.string(),
      type: z.string(),
      askedIf: z.array(condition),
      part: z.string(),
      partCanBeSkipped: z.boolean(),
      rollups,
    }),
  ),
  nests: z.array(nest).default([]),
})

const survey = z.looseObject({
  sections: z.array(
    z.looseObject({
      questions: z.array(
        z.looseObject({
          id: z.string(),
          max: z.number().optional(),
          options: z.array(z.looseObject({ id: z.string(), alone: z.boolean().default(false) })).default([]),
        }),
      ),
    }),
  ),
})

type Overlap = Pick<AttackedQuestion, 'many' | 'alone' | 'most'>

/** Which answers of each question with several of them somebody can give at once. */
function overlapsIn(surveyJson: string): (question: string) => Overlap {
  const questions = survey.parse(JSON.parse(surveyJson)).sections.flatMap((section) => section.questions)
  const found = new Map(
    questions.map(({ id, max, options }): [string, Overlap] => {
      const alone = options.filter((option) => option.alone).map((option) => option.id)
      const together = Math.min(max ?? options.length, options.length - alone.length)
      return [id, together < 2 ? { many: false } : { many: true, alone, most: together }]
    }),
  )
  return (question) => found.get(question) ?? { many: true }
}

/**
 * A release from the text of its report.csv, methods.json and survey.json. Read anew here, by other code than the one that audits
 * releases: an attack that shares the audit's reading would share its mistakes. Throws when a file is not of a release.
 */
export function readAttacked(reportCsv: string, methodsJson: string, surveyJson: string): AttackedRelease {
  // An apostrophe keeps an id such as 1-5 from becoming a date in a spreadsheet; no id begins with one.
  const { data } = Papa.parse(reportCsv, { header: true, skipEmptyLines: true, transform: (cell: string) => cell.replace(/^'/, '') })
  const rows = z.array(row).min(1).parse(data)
  const about = methods.parse(JSON.parse(methodsJson))
  const overlapOf = overlapsIn(surveyJson)
  const tables = [...Map.groupBy(rows, (each) => each.table)].map(([id, own]): AttackedTable => {
    const { question = '', group_variable: by = '' } = own[0] ?? {}
    return { id, question, ...(by === '' ? {} : { by }), slices: [...Map.groupBy(own, (each) => each.group).values()].map(sliceOf) }
  })
  return {
    release: whole(about.release),
    study: about.study,
    reading: readingOf(about.protection.policy),
    questions: new Map(
      about.questions.map(({ id, type, askedIf, part, partCanBeSkipped, rollups: taken }) => [
        id,
        {
          ...(type === 'multi' || type === 'pick' ? overlapOf(id) : { many: false }),
          askedIf,
          ...(partCanBeSkipped ? { skippedWith: part } : {}),
          rollups: new Map(taken.map((rollup) => [rollup.id, rollup.of])),
        },
      ]),
    ),
    tables,
    nests: about.nests,
  }
}

function sliceOf(rows: readonly z.infer<typeof row>[]): AttackedSlice {
  const { group = '', group_variable: by = '', base = '', base_low = '', base_high = '', as_of_release: asOf = '' } = rows[0] ?? {}
  return {
    ...(by === '' ? {} : { group }),
    ...(base === '' ? {} : { base: whole(base), baseRange: { low: whole(base_low), high: whole(base_high) } }),
    asOf: whole(asOf),
    cells: rows.map(({ answer, status, count, count_low, count_high }) => ({
      answer,
      status,
      ...(count === '' ? {} : { count: whole(count), range: { low: whole(count_low), high: whole(count_high) } }),
    })),
  }
}

function whole(text: string): number {
  const number = Number(text)
  if (text === '' || !Number.isSafeInteger(number))
    throw new Error(`"${text}" is no whole number: this is not a release that can be attacked`)
  return number
}
