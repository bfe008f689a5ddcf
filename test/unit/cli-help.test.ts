import { describe, expect, it } from 'vitest'
import { wrapParagraphs } from '#cli/help.ts'
import { registerServer } from '#infra/local/server/commands.ts'
import { said } from '#test/said.ts'

/** The text that --help prints after these words. */
async function helpOn(...words: string[]): Promise<string> {
  return (await said([...words, '--help'], [registerServer])).stdout
}

describe('the help of the command line', () => {
  it('puts each command under a heading, and says where to begin', async () => {
    const help = await helpOn()
    const commands = help.slice(0, help.indexOf('\nCommands:')).match(/^ {2}[a-z-]+(?= )/gm)

    expect(help.match(/^[A-Z].*:$/gm)).toEqual(
      expect.arrayContaining(['Surveys:', 'Decisions of the board:', 'Reports:', 'Running Chorus for others:']),
    )
    expect(help).toMatch(/\nCommands:\n {2}help \[command\] .*\n\n/)
    expect(commands?.length).toBeGreaterThan(20)
    expect(help).toContain('$ chorus survey new surveys/ours')
  })

  it('lists each command with the options and arguments that its own help shows', { timeout: 60_000 }, async () => {
    const help = await helpOn()
    const listed = [...help.slice(0, help.indexOf('\nCommands:')).matchAll(/^ {2}([a-z][a-z-]+)((?: \S+)*) {2,}/gm)]

    const own = []
    for (const [, name = ''] of listed) {
      const [, usage = ''] = /^Usage: chorus (.*)$/m.exec(await helpOn(name)) ?? []
      own.push(usage.replace(' [options] [command]', ''))
    }

    expect(listed.map(([, name, takes]) => `${name}${takes}`)).toEqual(own)
    expect(own).toContain('audit [options] <release-dir...>')
  })

  it('is shown for a command that comes after the word help, too', async () => {
    expect((await said(['help', 'tabulate'])).stdout).toMatch(/^Usage: chorus tabulate \[options\]$/m)
    expect((await said(['help', 'serve'], [registerServer])).stdout).toMatch(/^Usage: chorus serve \[options\]$/m)
  })

  it('says which options have to be given, and no default that is empty', async () => {
    const help = await helpOn('tabulate')

    expect(help.replace(/\s+/g, ' ')).toMatch(/--survey <dir> [^()]+\(required\)/)
    expect(help.replace(/\s+/g, ' ')).toMatch(/--out <dir> [^()]+\(required\)/)
    expect(help.replace(/\s+/g, ' ')).toContain('(one of: refused, skipped; default: refused)')
    expect(help).not.toMatch(/\[\]/)
  })

  it.each([['survey', 'translate'], ['board', 'propose', 'survey'], ['stories', 'decide'], ['tabulate'], ['restore']])(
    'is no wider than a terminal, but for commands to copy: %s %s %s',
    async (...words) => {
      const help = await helpOn(...words.filter((word) => word !== undefined))

      expect(help).toContain('$ chorus ')
      expect(help.split('\n').filter((line) => line.length > 80 && !line.startsWith('  $ '))).toEqual([])
    },
  )
})

describe('paragraphs', () => {
  it('are filled again, whatever their lines were, and end at an empty line and at a colon', () => {
    const text = 'one two\nthree four five\n\nA list:\nsix'

    expect(wrapParagraphs(text, 14)).toBe('one two three\nfour five\n\nA list:\nsix')
  })

  it('leave commands whole, and go on below the second column of a list', () => {
    const text = '  $ chorus survey new surveys/ours\n  ~skipped   nobody answered this'

    expect(wrapParagraphs(text, 26)).toBe('  $ chorus survey new surveys/ours\n  ~skipped   nobody\n             answered this')
  })
})
