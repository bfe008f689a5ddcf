import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'

const lock = z.object({
  packages: z.record(
    z.string(),
    z.object({ license: z.string().optional(), dev: z.boolean().optional(), devOptional: z.boolean().optional() }),
  ),
})

const PERMISSIVE = ['MIT', 'Apache-2.0', 'ISC', 'BSD-2-Clause', 'BlueOak-1.0.0', 'BSD-3-Clause', '0BSD', 'MIT OR Apache-2.0']
/** File-level copyleft, a choice of licences with a permissive one among them, or a table of browsers that asks to be named: tools we run while developing and never ship. */
const DEVELOPMENT_ONLY = [...PERMISSIVE, 'CC-BY-4.0', 'MPL-2.0', 'BlueOak-1.0.0', '(MIT OR GPL-3.0-or-later)', '(MIT OR CC0-1.0)']

// The lock file also names binaries of other platforms, which are not on this machine.
const installed = Object.entries(lock.parse(JSON.parse(readFileSync('package-lock.json', 'utf8'))).packages).filter(
  ([path]) => path !== '' && existsSync(path),
)
const recorded = readFileSync('docs/licences.md', 'utf8')
const direct = z
  .object({ dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')))

describe('the licences of what Chorus is built on', () => {
  it('are permissive, for everything that is installed', () => {
    const others = installed.filter(([, { license, dev, devOptional }]) => {
      const allowed = dev || devOptional ? DEVELOPMENT_ONLY : PERMISSIVE
      return !allowed.includes(license ?? 'none')
    })

    expect(installed.length).toBeGreaterThan(100)
    expect(others).toEqual([])
  })

  it('are recorded, for everything that we chose ourselves', () => {
    const missing = Object.keys({ ...direct.dependencies, ...direct.devDependencies }).filter((name) => !recorded.includes(`| ${name} |`))

    expect(missing).toEqual([])
  })

  it('do not name where the packages were fetched from', () => {
    expect(readFileSync('package-lock.json', 'utf8')).not.toContain('"resolved"')
  })
})
