import { describe, expect, it } from 'vitest'
import { readStartOptions } from '#infra/local/start-options.ts'

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

  it('show how they are used', () => {
    expect(readStartOptions(['--help'])).toBe('help')
  })

  it.each([
    [['--port', 'http'], '--port http is not a port'],
    [['--port', '70000'], '--port 70000 is not a port'],
    [['--data', ''], '--data is empty'],
    [['--prot', '1'], "Unknown option '--prot'"],
    [['serve'], "Unexpected argument 'serve'"],
  ])('that make no sense (%j) are refused in a sentence', (args, message) => {
    expect(() => readStartOptions(args)).toThrow(message)
  })
})
