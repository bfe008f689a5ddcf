import { noisyReport } from '#shared/disclosure/profiles/dp.ts'
import type { StudyPlan } from '#shared/disclosure/profiles/profile.ts'
import type { ReportTable } from '#shared/disclosure/report.ts'
import { InputRefused } from '#shared/problem.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import type { Files } from '#shared/release/release.ts'
import type { KeptState } from './kept-state.ts'

type Unwritten = {
  readonly number: number
  readonly files: Files
  readonly tables: readonly ReportTable[]
  readonly before: KeptState
  readonly keep: KeptState
}

/**
 * The last report with noise, where it was paid for and an earlier run ended before it had written the files: the same bytes again, and
 * nothing drawn. Undefined where nothing is left to write. Throws InputRefused where the survey is not the same any more.
 */
export function unwrittenRelease(study: StudyPlan, stateFile: string, before: KeptState): Unwritten | undefined {
  const { state, noise, unwritten } = before
  if (!state || !noise || !unwritten) return undefined
  if (study.survey.id === state.study && study.profile.pace === 'batches') {
    const report = noisyReport(study, noise)
    const { release: number, releases } = state
    const { id, files } = releaseOf({ survey: study.survey, report, release: number, previous: releases.at(-2), ...unwritten })
    if (id === releases.at(-1)) return { number, files, tables: report.tables, before, keep: before }
  }
  const message = `report ${state.release} of ${state.study} was drawn, and its files were not written. They cannot be made again, as the survey is not the same any more`
  const remedy = 'Run the command again with the survey, and the --profile, that it was drawn with'
  throw new InputRefused([{ code: 'series-state', file: stateFile, message, remedy }])
}
