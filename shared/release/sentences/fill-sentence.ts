import type { FindingParts, PageWords } from '../page/words/page-words.ts'

/** The board's sentence about a finding with its numbers in it, and after it the percentage, which the program says alone. */
export function filledSentence(template: string, finding: FindingParts, { board, share, sameAs }: PageWords): string {
  const filled = template
    .trim()
    .replace('{count}', () => board.count(finding.count, finding.isAtLeast))
    .replace('{asked}', () => board.asked(finding.asked))
  return `${filled.charAt(0).toUpperCase()}${filled.slice(1)} ${share(finding.percent, finding.isAtLeast)}${sameAs(finding.tied)}`
}
