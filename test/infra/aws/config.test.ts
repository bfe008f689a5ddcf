import { describe, expect, it } from 'vitest'
import { commandLine } from '#infra/aws/command-line.ts'
import { configOf, readConfig } from '#infra/aws/config.ts'
import { SETTINGS } from './synthesised.ts'

describe('the settings of a stage', () => {
  it('are read from a file of its name, and the example is one', () => {
    expect(readConfig('example')).toMatchObject({ stage: 'example', region: 'eu-central-1' })
  })

  it('are refused all at once, each with its place', () => {
    const wrong = { ...SETTINGS, region: 'europe', alarmEmail: 'nobody', monthlyBudgetUsd: 0, storyPublicKey: 'AAAA', colour: 'red' }

    expect(() => configOf('Prod!', wrong, 'stages/prod.json')).toThrow(
      /stages\/prod\.json[\s\S]*stage: a stage is named[\s\S]*region: a region looks like[\s\S]*alarmEmail[\s\S]*monthlyBudgetUsd[\s\S]*storyPublicKey: a public key is 32 bytes/,
    )
  })

  it('are refused with the key of the example, which nobody can open stories with', () => {
    const copied = { ...SETTINGS, storyPublicKey: Buffer.alloc(32).toString('base64') }

    expect(() => configOf('prod', copied, 'stages/prod.json')).toThrow('npm run story-key')
  })

  it.each(['../../package', 'prod', ''])('name %j tells how to make one', (stage) => {
    expect(() => readConfig(stage)).toThrow('Copy infra/aws/stages/example.json')
  })
})

describe('the commands', () => {
  const asked = { stage: 'prod', keepData: false, yes: false }

  it('deploy a stage, and ask before anybody may do more', () => {
    expect(commandLine({ ...asked, action: 'deploy' })).toStrictEqual({
      arguments: ['deploy', '--all', '--require-approval', 'broadening', '--context', 'stage=prod'],
    })
  })

  it('take down everything but the data, and say that the address is lost', () => {
    expect(commandLine({ ...asked, action: 'destroy', keepData: true })).toStrictEqual({
      arguments: [
        'destroy',
        'chorus-prod-compute',
        'chorus-prod-edge',
        'chorus-prod-watch',
        'chorus-prod-guard',
        '--context',
        'stage=prod',
      ],
      notice: expect.stringContaining('the address is lost'),
    })
  })

  it.each([
    { ...asked, action: 'destroy' },
    { ...asked, action: 'deploy', stage: undefined },
    { ...asked, action: 'destroy', stage: 'example', keepData: true },
    { ...asked, action: '' },
  ])('refuse %j and say what there is', (refused) => {
    expect(commandLine(refused)).toMatchObject({ refused: expect.stringContaining('npm run deploy -- prod') })
  })
})
