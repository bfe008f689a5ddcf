import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { surveyGroup } from '#cli/commands/survey.ts'
import { jsonSchemas } from '#shared/survey/json-schema.ts'
import { helpExample } from './command-parts.ts'

export function registerSurveySchema(program: Command): void {
  surveyGroup(program)
    .command('schema')
    .description('Write the JSON Schemas of the survey files, with which a text editor suggests keys and marks mistakes.')
    .argument('[dir]', 'where to write them', 'surveys')
    .addHelpText('after', helpExample('survey schema surveys'))
    .action(async (folder: string) => {
      await mkdir(folder, { recursive: true })
      for (const [name, text] of jsonSchemas()) {
        await writeFile(join(folder, name), text)
        console.log(join(folder, name))
      }
    })
}
