import type { Problem } from '../../problem.ts'
import { type BlockFile, blockFile } from '../consent-blocks/block-file.ts'
import { consentFacts } from '../consent-blocks/facts.ts'
import { fillGaps } from '../consent-blocks/fill-gaps.ts'
import type { SurveyFile } from '../definition.ts'
import { purposeId } from '../survey.ts'
import type { SurveyStructure } from './build-structure.ts'
import { parse } from './flaws.ts'
import type { LanguageWords } from './language.ts'
import { suggest } from './nearest.ts'
import type { Source } from './source.ts'
import type { SurveyWords } from './words.ts'

/** Building blocks by the name of their file without folder and ending, such as `consent-1.en`; undefined where one is faulty. */
export type BlockFiles = ReadonlyMap<string, BlockFile | undefined>

export function readBlock(source: Source, name: string): { block: BlockFile | undefined; problems: Problem[] } {
  const { value: block, problems } = parse(source, blockFile)
  if (!block || `${block.block}.${block.language}` === name) return { block, problems }
  const problem = source.problem(['block'], `the file is named ${name}.yaml`, `Name it ${block.block}.${block.language}.yaml`)
  return { block, problems: [...problems, problem] }
}

/** The words of a language, with its consent text filled in where that comes from a building block. */
export function withConsent(
  words: LanguageWords,
  needs: { structure: SurveyStructure; blocks: Partial<SurveyFile>; files: BlockFiles; language: string },
): { words: LanguageWords; problems: Problem[] } {
  const { own, common } = words
  const { filling } = own
  if (!filling) return { words, problems: [] }
  const { block, problems } = blockNamed(filling.from, own.source, needs.files, needs.language)
  const facts = consentFacts(needs.structure, needs.blocks)
  if (!block || !facts) return { words, problems }

  const purposes = purposeId.options.filter((id) => needs.blocks.consent?.purposes[id])
  const { text, missing, unused } = fillGaps({ block, own: filling, group: common?.group, purposes, facts })
  problems.push(...problemsOfFill(own, common, missing, unused))
  if (!text) {
    const unsaid = own.source.problem(['consent'], `${filling.from} and this do not make a whole consent text`, 'Write it out here')
    return { words, problems: problems.length > 0 ? problems : [unsaid] }
  }
  return { words: { ...words, own: { ...own, blocks: { ...own.blocks, consent: text } } }, problems }
}

function problemsOfFill(
  own: SurveyWords,
  common: SurveyWords | undefined,
  missing: readonly string[],
  unused: readonly string[],
): Problem[] {
  const { filling, source } = own
  const group = (['controller', 'storage', 'jurisdiction'] as const).filter((key) => !filling?.[key] && !common?.group)
  return [
    ...missing.map((name) =>
      source.problem(['consent'], `nothing fills the gap {${name}} of ${filling?.from}`, `Add consent.fill.${name}`, 'fill'),
    ),
    ...unused.map((name) => {
      const remedy = name === 'minutes' || name === 'questions' ? 'Take it out: it is worked out from survey.yaml' : suggest(name, missing)
      return source.problem(['consent', 'fill'], `${filling?.from} has no gap {${name}}`, remedy, name)
    }),
    ...group.map((key) =>
      source.problem(['consent'], `nothing says "${key}"`, `Add consent.${key} here, or group.${key} to ../common/${source.file}`),
    ),
  ]
}

function blockNamed(
  from: string,
  source: Source,
  files: BlockFiles,
  language: string,
): { block: BlockFile | undefined; problems: Problem[] } {
  // Of a language such as es-MX, that of es will do.
  const name = [`${from}.${language}`, `${from}.${language.split('-', 1)[0]}`].find((each) => files.has(each))
  if (name !== undefined) return { block: files.get(name), problems: [] }
  const known = [...new Set([...files.keys()].map((each) => each.split('.', 1)[0] ?? each))]
  const remedy =
    known.length > 0 && !known.includes(from)
      ? suggest(from, known)
      : `Add ../common/${from}.${language}.yaml, or write the consent text out here`
  return {
    block: undefined,
    problems: [source.problem(['consent', 'from'], `there is no building block ${from} in "${language}"`, remedy)],
  }
}
