import type { LedgerState } from '#shared/governance/ledger-state.ts'
import { wordingOf } from '#shared/release/wording.ts'
import { textsFor } from '#shared/survey/survey.ts'
import { decisionOn, type Item } from './shelves.ts'

/** The versions in which every word is found: in a title or a question, in any of their languages, or in what the board was told. */
export function search(items: readonly Item[], wanted: string, state: LedgerState): readonly Item[] {
  const words = plain(wanted).split(/\s+/).filter(Boolean)
  return words.length === 0 ? items : items.filter((item) => words.every((word) => textOf(item, state).includes(word)))
}

const known = new WeakMap<Item['about'], string>()

function textOf({ version, about }: Item, state: LedgerState): string {
  const { survey } = about
  const found =
    known.get(about) ??
    plain(
      survey.languages
        .flatMap((language) => [textsFor(survey, language).title, ...wordingOf(survey, language).map(({ text }) => text)])
        .join('\n'),
    )
  known.set(about, found)
  const said = Object.values(decisionOn(state, version.artifact)?.about ?? {})
  return `${found}\n${plain([version.study, version.why ?? '', ...said].join('\n'))}`
}

/** Without accents and capitals, so that nobody has to type them. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
}
