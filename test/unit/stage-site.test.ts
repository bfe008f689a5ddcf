import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { siteOfStage } from '#cli/stage.ts'
import { said } from '#test/said.ts'

let stages: string

beforeAll(async () => {
  stages = await mkdtemp(join(tmpdir(), 'chorus-stages-'))
  await writeFile(
    join(stages, 'prod.json'),
    JSON.stringify({ region: 'eu-central-1', domain: { name: 'survey.example.org', certificate: 'x' } }),
  )
  await writeFile(join(stages, 'trial.json'), JSON.stringify({ region: 'eu-central-1' }))
})
afterAll(() => rm(stages, { recursive: true }))

it('the public site of a stage is under its domain, and is known without asking AWS', async () => {
  expect(await siteOfStage('prod', stages)).toBe('https://survey.example.org')
})

it('a stage without a domain has an address that only its deployment knows, and the error says where it stands', async () => {
  await expect(siteOfStage('trial', stages)).rejects.toThrow('Give the address in place of --stage: it is in the output Address')
})

it('reports are listed of a place or of a stage, and pulled from one of the two', async () => {
  expect(await said(['release', 'list', 'reports', '--stage', 'prod'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Leave out one of the two'),
  })
  expect(await said(['release', 'pull', 'abcdef', '--from', 'reports', '--stage', 'prod', '--out', 'copy'])).toMatchObject({ code: 2 })
  expect(await said(['release', 'list', '--stage', 'nowhere'])).toMatchObject({ code: 1, stderr: expect.stringContaining('[stage-file]') })
})
