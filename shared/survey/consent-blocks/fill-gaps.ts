import { CONSENT_ELEMENTS, type ConsentText, consentText, type PurposeId, purposeId } from '../consent-text.ts'
import { type BlockFile, type BlockLine, CONDITION_NAMES, type FilledConsent, type GroupWords, type Paragraph } from './block-file.ts'
import type { ConsentFacts } from './facts.ts'

type Fill = {
  readonly block: BlockFile
  readonly own: FilledConsent
  /** The group that asks, and where answers lie, when the shared file says it for all surveys. */
  readonly group: GroupWords | undefined
  readonly purposes: readonly PurposeId[]
  readonly facts: ConsentFacts
}

export type Filled = {
  readonly text?: ConsentText
  /** Gaps that nothing fills. */
  readonly missing: readonly string[]
  /** The fillings of a survey for which the building block has no gap. */
  readonly unused: readonly string[]
}

const GAP = /\{([a-z][a-z_]*)\}/g

/** The consent text of a building block with its gaps filled in; what the survey or its group writes out itself wins. */
export function fillGaps({ block, own, group, purposes, facts }: Fill): Filled {
  const { from: _, fill, ...written } = own
  const missing = new Set<string>()
  const known: Readonly<Record<string, string>> = { ...block.defaults, ...fill, ...facts.numbers }
  const say = (text: string): string =>
    text.replace(GAP, (gap, name: string) => {
      const found = known[name]
      if (found === undefined) missing.add(name)
      return found ?? gap
    })
  const paragraph = (said: Paragraph): string =>
    linesThatHold(Array.isArray(said) ? said : [said], facts)
      .map(say)
      .join(' ')
  const lines = (said: readonly BlockLine[]): string[] => linesThatHold(said, facts).map(say)

  const elements = Object.fromEntries(
    CONSENT_ELEMENTS.map((id) => [id, { title: say(block.elements[id].title), text: paragraph(block.elements[id].text) }]),
  )
  const whole = {
    ...group,
    summary: lines(block.summary),
    ...elements,
    purposes: Object.fromEntries(purposeId.options.filter((id) => purposes.includes(id)).map((id) => [id, say(block.purposes[id])])),
    data: lines(block.data),
    recipients: lines(block.recipients),
    rights: lines(block.rights),
    complaint: paragraph(block.complaint),
    withdrawal: { how: paragraph(block.withdrawal.how), until: paragraph(block.withdrawal.until) },
    ...written,
  }
  const gaps = gapsOf(block)
  const text = consentText.safeParse(whole)
  return {
    ...(text.success && missing.size === 0 ? { text: text.data } : {}),
    missing: [...missing],
    unused: Object.keys(fill).filter((name) => !gaps.has(name) || name in facts.numbers),
  }
}

/** A sentence with conditions says what it has for the first of them that holds, and nothing when none does. */
function linesThatHold(lines: readonly BlockLine[], { holds }: ConsentFacts): string[] {
  return lines.flatMap((line) => {
    if (typeof line === 'string') return [line]
    const condition = CONDITION_NAMES.find((name) => holds.has(name) && line[name] !== undefined)
    const said = condition && line[condition]
    return said === undefined ? [] : [said]
  })
}

/** Every gap of a building block, also those in sentences that are not there for this survey. */
function gapsOf(block: BlockFile): ReadonlySet<string> {
  return new Set([...JSON.stringify(block).matchAll(GAP)].flatMap(([, name]) => (name === undefined ? [] : [name])))
}
