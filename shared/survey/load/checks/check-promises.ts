import type { Problem } from '../../../problem.ts'
import type { SurveyFile } from '../../definition.ts'
import { compareVersions } from '../../version-number.ts'
import { placedQuestions, type SurveyStructure } from '../build-structure.ts'
import { suggest } from '../nearest.ts'
import type { Source } from '../source.ts'

/** What people are promised must hold together: purposes, retention, languages. */
export function checkPromises(structure: SurveyStructure, blocks: Partial<SurveyFile>, source: Source): Problem[] {
  return [
    ...checkPurposes(structure, blocks, source),
    ...checkRetention(blocks, source),
    ...checkLanguages(blocks, source),
    ...checkKeptIds(structure, blocks, source),
  ]
}

function checkPurposes(structure: SurveyStructure, { consent }: Partial<SurveyFile>, source: Source): Problem[] {
  if (!consent) return []
  const asks = placedQuestions(structure).find(({ value }) => value.type === 'text' && value.share === 'ask')
  if (!asks || consent.purposes.quote) return []
  const message = `"${asks.value.id}" asks whether words may be shared, and the consent names no such purpose`
  return [source.problem(['consent', 'purposes'], message, 'Add "quote: optional"')]
}

function checkRetention({ retention }: Partial<SurveyFile>, source: Source): Problem[] {
  if (!retention || retention.code_days >= Math.max(retention.raw_days, retention.story_days)) return []
  const message = 'codes end before the answers are deleted, so nobody could take theirs back any more'
  return [source.problem(['retention', 'code_days'], message, `Write ${Math.max(retention.raw_days, retention.story_days)} or more`)]
}

function checkLanguages({ languages }: Partial<SurveyFile>, source: Source): Problem[] {
  return (languages ?? []).flatMap((language, i) =>
    languages?.indexOf(language) === i ? [] : [source.problem(['languages', i], `the language "${language}" is named twice`, 'Keep one')],
  )
}

function checkKeptIds(structure: SurveyStructure, { kept_ids, version }: Partial<SurveyFile>, source: Source): Problem[] {
  const ids = placedQuestions(structure).map(({ value }) => value.id)
  return Object.entries(kept_ids ?? {}).flatMap(([id, since]) => {
    const say = (message: string, remedy: string) => [source.problem(['kept_ids', id], message, remedy)]
    if (!ids.includes(id) && !structure.broken.has(id)) return say(`there is no question "${id}" whose id could stay`, suggest(id, ids))
    if (version === undefined || compareVersions(since, version) <= 0) return []
    return say(`"${id}" cannot have changed in version ${since}: this is version ${version}`, `Write ${version}, or raise the version`)
  })
}
