import { CodedError } from '#shared/problem.ts'
import type { DeskData } from '../desk-data.ts'
import { elementAt } from './dom.ts'

/** A phrase in the page's language, by its name. `part` is written in the place of {}. */
export function onPage({ say }: Pick<DeskData, 'say'>, name: string, part: string | number = ''): string {
  return (say[name] ?? name).replace('{}', String(part))
}

/** Tells somebody where screen readers announce it. */
export function tell(text: string): void {
  elementAt('said').textContent = text
}

/**
 * Does one thing at a time, says that it is at work, and says it when it fails. Something that is pressed meanwhile is not done, as it
 * may have been meant for what stood there before; that is said, too.
 */
export function worker(data: DeskData): (work: () => Promise<void>) => void {
  let isBusy = false
  const run = async (work: () => Promise<void>) => {
    if (isBusy) return tell(onPage(data, 'pressAgain'))
    isBusy = true
    tell('')
    elementAt('busy').textContent = onPage(data, 'working')
    try {
      await work()
    } catch (thrown) {
      tell(thrown instanceof CodedError ? `${onPage(data, 'refused')} ${thrown.message}` : onPage(data, 'failed'))
    } finally {
      elementAt('busy').textContent = ''
      isBusy = false
    }
  }
  return (work) => void run(work)
}
