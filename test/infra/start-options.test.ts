import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isInstrument } from '#infra/local/open-surveys.ts'
import { readStartOptions } from '#infra/local/start-options.ts'

const SURVEYS = join(import.meta.dirname, '..', '..', 'surveys')

describe('the flags of npm start', () => {
  it('may all be left out', () => {
    expect(readStartOptions([])).toStrictEqual({ port: 8321, data: '.chorus', fresh: false, demo: true, once: false, also: [] })
  })

  it('change the port, the folder and what happens', () => {
    expect(
      readStartOptions(['--port', '9000', '--data=elsewhere', '--fresh', '--no-demo', '--once', '--also', 'stories', '--also=root-causes']),
    ).toStrictEqual({
      port: 9000,
      data: 'elsewhere',
      fresh: true,
      demo: false,
      once: true,
      also: ['stories', 'root-causes'],
    })
  })

  it('name what people type, in front of a proxy', () => {
    for (const given of ['https://survey.example.org', 'https://Survey.example.org/']) {
      expect(readStartOptions(['--public-origin', given])).toMatchObject({ publicOrigin: 'https://survey.example.org' })
    }
    expect(readStartOptions(['--public-origin', 'https://survey.example.org:8443'])).toMatchObject({
      publicOrigin: 'https://survey.example.org:8443',
    })
  })

  it('show how they are used', () => {
    expect(readStartOptions(['--help'])).toBe('help')
  })

  it.each([
    [['--port', 'http'], '--port http is not a port'],
    [['--port', '70000'], '--port 70000 is not a port'],
    [['--data', ''], '--data is empty'],
    [['--public-origin', 'survey.example.org'], '--public-origin survey.example.org is not an address like https://survey.example.org'],
    [['--public-origin', 'http://survey.example.org'], 'is not an address like'],
    [['--public-origin', 'https://survey.example.org/s/abc'], 'without a path'],
    [['--public-origin', 'https://me:secret@survey.example.org'], 'is not an address like'],
    [['--prot', '1'], "Unknown option '--prot'"],
    [['serve'], "Unexpected argument 'serve'"],
  ])('that make no sense (%j) are refused in a sentence', (args, message) => {
    expect(() => readStartOptions(args)).toThrow(message)
  })
})

it('each survey that comes with Chorus is answered by made-up people in a demonstration, and a survey of a group is not', () => {
  const shipped = [
    'being-heard',
    'community-care',
    'crisis-response',
    'informed-choice',
    'peer-support',
    'policy-priorities',
    'root-causes',
  ]

  for (const id of [...shipped, 'stories'])
    expect([id, existsSync(join(SURVEYS, id, 'survey.yaml')), isInstrument(id)]).toEqual([id, true, true])
  expect(isInstrument('ours')).toBe(false)
})
