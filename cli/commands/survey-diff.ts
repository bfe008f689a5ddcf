import type { Command } from 'commander'
import { surveyGroup } from '#cli/commands/survey.ts'
import { readSurvey } from '#cli/read-survey.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import { compareSurveys } from '#shared/survey/compare/compare-surveys.ts'
import { type Difference, MEANINGS, type Meaning } from '#shared/survey/compare/difference.ts'
import { helpExample } from './command-parts.ts'

export function registerSurveyDiff(program: Command): void {
  surveyGroup(program)
    .command('diff')
    .description('Say what changed between two versions of a survey, and what it means for consent, approval and comparing answers.')
    .argument('<before>', 'the folder of the earlier version')
    .argument('<after>', 'the folder of the later version')
    .addHelpText('after', helpExample('survey diff surveys/ours-before surveys/ours'))
    .action(async (before: string, after: string) => {
      const [was, now] = [await readSurvey(before), await readSurvey(after)]
      const [old, hash] = [versionOf(was).hash, versionOf(now).hash]
      if (old === hash) {
        console.log('Nothing changed: both are the same version, with the same hash.')
        return
      }
      console.log(`${was.id} ${was.version}  ${old}`)
      console.log(`${now.id} ${now.version}  ${hash}`)
      console.log('Approval: another hash is another version. Approval of the first version is no approval of the second.')
      if (was.version === now.version) console.log(`Raise the version in survey.yaml: both say ${now.version}.`)
      const changes = compareSurveys(was, now)
      for (const means of ['consent', 'comparability', 'pages'] as const)
        print(
          means,
          changes.filter((each) => each.means === means),
        )
      if (changes.length === 0) console.log('Nothing that people read, are asked or are promised has changed.')
    })
}

function print(means: Meaning, changes: readonly Difference[]): void {
  if (changes.length === 0) return
  console.log(`\n${MEANINGS[means]}:`)
  for (const { where, what, so } of changes) console.log(`  ${where}: ${what}${so === undefined ? '' : `. ${so}`}`)
}
