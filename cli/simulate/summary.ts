import type { VisitResult } from './simulate-people.ts'

/** Summarises a run in plain lines. */
export function summaryOf(results: readonly VisitResult[], seconds: number): string[] {
  const count = (outcome: VisitResult['outcome']) => results.filter((result) => result.outcome === outcome).length
  const sent = count('sent')
  const onePage = results.filter((result) => result.outcome === 'sent' && result.mode === 'one-page').length
  const withdrew = (what: 'everything' | 'words') => results.filter((result) => result.withdrew === what).length
  const languages = [...new Set(results.filter((result) => result.outcome === 'sent').map(({ language }) => language))].toSorted()
  const inLanguage = (language: string) => results.filter((result) => result.outcome === 'sent' && result.language === language).length
  const failed = results.filter((result) => result.outcome === 'failed')
  return [
    `${results.length} synthetic people came; ${sent} sent answers (${onePage} of them on one page)`,
    ...(languages.length > 1 ? [`  in ${languages.map((each) => `${each} ${inLanguage(each)}`).join(', ')}`] : []),
    `  not sent: ${count('left')} left, ${count('stopped')} stopped and deleted, ${count('closed the tab')} closed the tab, ${count('under age')} under 18`,
    `  taken back afterwards: ${withdrew('everything')} everything, ${withdrew('words')} only their own words`,
    `  ${seconds.toFixed(1)} s, ${(sent / seconds).toFixed(1)} responses a second`,
    ...(failed.length > 0 ? [`  ${failed.length} visits FAILED; the first: person ${failed[0]?.person}: ${failed[0]?.reason}`] : []),
  ]
}
