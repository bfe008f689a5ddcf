import type { Problem } from '../../../problem.ts'
import type { SurveyFile } from '../../definition.ts'
import { type AuthoredWords, byLanguage } from '../../localized.ts'
import type { Path, Source } from '../source.ts'
import type { Common } from '../survey-draft.ts'

/** Texts that stand in survey.yaml are written in every language too: places to turn to, and what happens with results. */
export function checkLocalized(blocks: Partial<SurveyFile>, source: Source, common: Common | undefined): Problem[] {
  const { languages = [], release, support = [] } = blocks
  const check = (from: Source, path: Path, words: AuthoredWords): Problem[] => {
    const said = byLanguage(words, languages[0] ?? '')
    return languages
      .filter((language) => said[language] === undefined)
      .map((language) =>
        from.problem(path, `"${path.at(-1)}" is not said in "${language}"`, `Write ${path.at(-1)}: {${languages.join(': ..., ')}: ...}`),
      )
  }
  const checkEntry = (from: Source, path: Path, entry: Extract<(typeof support)[number], { id: string }>) => [
    ...check(from, [...path, 'name'], entry.name),
    ...check(from, [...path, 'hours'], entry.hours),
    ...entry.channels.flatMap(({ value }, i) => (typeof value === 'string' ? [] : check(from, [...path, 'channels', i, 'value'], value))),
  ]
  const shared = common?.file?.support ?? []
  return [
    ...(release ? check(source, ['release', 'cadence'], release.cadence) : []),
    ...(release ? check(source, ['release', 'return_to_community'], release.return_to_community) : []),
    ...support.flatMap((item, i) => {
      if (typeof item !== 'string' && 'id' in item) return checkEntry(source, ['support', i], item)
      return shared.flatMap((entry, at) => {
        const isMeant = typeof item === 'string' ? entry.id === item : entry.region === item.region
        return isMeant && common ? checkEntry(common.source, ['support', at], entry) : []
      })
    }),
  ]
}
