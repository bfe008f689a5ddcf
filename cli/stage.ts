import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { parsedJson } from '#cli/read-json.ts'
import { CodedError } from '#shared/problem.ts'

const STAGES = join(import.meta.dirname, '..', 'infra', 'aws', 'stages')

/** The settings that say where a stage is. The deployment checks all settings of the file. */
const place = z.object({
  region: z.string().min(1),
  account: z.string().optional(),
  domain: z.object({ name: z.string().min(1) }).optional(),
})

/** Where a stage on AWS is, by its file. Throws CodedError. */
export async function placeOfStage(stage: string, folder = STAGES): Promise<z.infer<typeof place>> {
  const file = `infra/aws/stages/${stage}.json`
  if (!/^[a-z][a-z0-9]{0,11}$/.test(stage))
    throw new CodedError(
      'stage-file',
      `"${stage}" is no name of a stage. A name has small letters and digits, such as prod: name it with --stage.`,
    )
  const text = await readFile(join(folder, `${stage}.json`), 'utf8').catch(() => {
    throw new CodedError(
      'stage-file',
      `There is no ${file}. Ask the person who deployed it for the file, or name another stage with --stage.`,
    )
  })
  const found = place.safeParse(parsedJson(text))
  if (!found.success)
    throw new CodedError('stage-file', `${file} does not say in which region the stage is. Add "region", as docs/deploy.md shows.`)
  return found.data
}

/** The address of a stage's public site, for which nobody needs credentials of AWS. Throws CodedError. */
export async function siteOfStage(stage: string, folder = STAGES): Promise<string> {
  const { domain } = await placeOfStage(stage, folder)
  if (!domain) {
    throw new CodedError(
      'stage-file',
      `infra/aws/stages/${stage}.json names no domain. Give the address in place of --stage: it is in the output Address of the deployment.`,
    )
  }
  return `https://${domain.name}`
}
