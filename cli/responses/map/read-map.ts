import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { parseDocument } from 'yaml'
import { faultInWords } from '#cli/fault-code.ts'
import { InputRefused } from '#shared/problem.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { sizeOf } from '../file-size.ts'
import { ProblemList } from '../problem-list.ts'
import { type ResponsesMap, responsesMap, type Tool } from './map-file.ts'
import { exportHeadings, type ProposedMap, proposeMap } from './propose-map.ts'
import { scanColumns } from './scan-columns.ts'
import { isOfTool } from './tool-columns.ts'

/** Reads a map that somebody wrote or corrected. Throws InputRefused with every problem. */
export async function readMap(file: string, survey: Survey): Promise<ResponsesMap> {
  const refused = (problems: readonly { readonly message: string; readonly line?: number }[]) =>
    new InputRefused(
      problems.map((each) => ({ code: 'responses-map', file, remedy: 'Correct the map. surveys/README.md shows what it holds', ...each })),
    )
  const text = await readFile(file, 'utf8').catch((thrown: unknown) => {
    throw refused([{ message: `it cannot be read: ${faultInWords(thrown)}` }])
  })
  const document = parseDocument(text, { prettyErrors: false })
  if (document.errors.length > 0)
    throw refused(
      document.errors.map(({ message, pos }) => ({ message: message.replace(/\.$/, ''), line: text.slice(0, pos[0]).split('\n').length })),
    )
  const parsed = responsesMap.safeParse(document.toJS())
  if (!parsed.success)
    throw refused(
      parsed.error.issues.map(({ path, message }) => ({ message: `${path.join('.') || 'the map'}: ${message.replace(/\.$/, '')}` })),
    )
  if (parsed.data.survey !== survey.id)
    throw refused([{ message: `it is a map for the survey "${parsed.data.survey}", and this is "${survey.id}"` }])
  return parsed.data
}

/** Looks at an export, and proposes a map; `from`: the tool that somebody says it is of. Throws InputRefused when the file is no table of text. */
export async function mapOf(survey: Survey, file: string, absent: readonly string[], from?: Tool): Promise<ProposedMap> {
  await sizeOf(file)
  const problems = new ProblemList(file)
  const scanned = await scanColumns(createReadStream(file), problems, exportHeadings(survey))
  problems.throwIfAny()
  const proposed = proposeMap(survey, scanned, absent)
  if (from === undefined || scanned.columns.some(({ heading }) => isOfTool(from, heading))) return proposed
  const stranger = {
    line: 1,
    message: `no column of the file is one that ${from} writes`,
    remedy: 'Name the tool that made it with --from, or make a map (chorus responses map)',
  }
  return { ...proposed, problems: [stranger, ...proposed.problems] }
}
