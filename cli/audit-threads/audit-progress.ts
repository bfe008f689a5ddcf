import { type ProgressBar, type ProgressStream, showProgress } from '#cli/simulate/progress.ts'
import type { AuditStep } from '#shared/disclosure/audit/audit-history.ts'

/** The callbacks that an audit reports its progress to. */
export type ShownProgress = {
  readonly onStep: (step: AuditStep) => void
  readonly onProgress: (done: number, of: number) => void
  /** Must be called at the end: until then the bar keeps the command from ending and the cursor hidden. */
  readonly stop: () => void
}

/** Shows the progress of an audit: the report, how many of its questions are done, and the check that was begun last, with its question. */
export function showAudit(stream: ProgressStream): ShownProgress {
  let bar: ProgressBar | undefined
  let begun = 0
  const begin = (label: string, total: number): ProgressBar => {
    bar?.stop()
    bar = showProgress(label, total, stream)
    return bar
  }
  return {
    onStep(step) {
      if (step.step === 'begun')
        begin(`Attacking report ${step.release}${begun++ === 0 ? '' : ' again, repaired'}: question`, step.questions)
      else if (step.step === 'check') bar?.at(`, ${step.check} of ${step.question}`)
      else bar?.step()
    },
    onProgress(_, of) {
      bar ??= begin('Attacking numbers:', of)
      bar.step()
    },
    stop: () => bar?.stop(),
  }
}
