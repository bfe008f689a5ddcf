import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// One project a kind of test, so that a kind can be run alone: `npx vitest run --project unit`.
const kinds: Readonly<Record<string, number>> = {
  unit: 30_000,
  thorough: 240_000,
  contract: 30_000,
  reference: 240_000,
  attack: 240_000,
  infra: 120_000,
  browser: 240_000,
  // Needs programs that not every machine has, so it is run by its name alone: npm run test:tools.
  ...(process.argv.includes('tools') ? { tools: 120_000 } : {}),
}

/** Files of test/unit that take seconds each: whole series, whole commands, every schedule of two requests. They are a kind of their own. */
const THOROUGH = [
  'test/unit/{cli-survey,cli-survey-*,cli-series,cli-tabulate,cli-audit,cli-expect,debugging-page,survey-standing}.test.ts',
  'test/unit/profiles/{exact-closed,exact-closed-*,ckm,dp}.test.ts',
  'test/unit/xlsform/export.test.ts',
  'test/unit/findings/{site,versions,upgrades}.test.ts',
  'test/unit/series/{series,invariants,parts}.test.ts',
  'test/unit/tabulate-function/{audit-in-pieces,partials,tabulate}.test.ts',
  'test/unit/disclosure/{offset-margins,key-audit,cell-key,privacy}.test.ts',
  'test/unit/findings/publish.test.ts',
  'test/unit/governance/{model,many-entries}.test.ts',
  'test/unit/audit/{attacker,joint-push,fallback,gate,bounds-search,threads}.test.ts',
  'test/unit/release/together.test.ts',
  'test/unit/respond/{walks,stop-during-send,every-survey,send,one-page,redirects}.test.ts',
  'test/unit/respond/abuse/{follow-up,unlinkable}.test.ts',
  'test/unit/survey/{load,load-errors,every-instrument}.test.ts',
  'test/unit/console/{routes,signing,upload}.test.ts',
  'test/unit/demonstration/made-up-stories.test.ts',
  'test/unit/release/{promises,quotes,weight,every-number}.test.ts',
  'test/unit/{responses-file/responses-file,tabulate/tally,governance/publication,respond/language}.test.ts',
]

export default defineConfig({
  test: {
    globalSetup: 'test/once-a-run.ts',
    projects: Object.entries(kinds).map(([name, testTimeout]) => ({
      test: {
        name,
        include: name === 'thorough' ? THOROUGH : [`test/${name}/**/*.test.{ts,tsx}`],
        exclude: name === 'unit' ? THOROUGH : [],
        // Install a Chromium, or the programs that reports are opened with, where there are none: other kinds of test do without.
        ...(name === 'browser' ? { globalSetup: 'test/browser/chromium-for-all.ts' } : {}),
        ...(name === 'tools' ? { globalSetup: 'test/tools/install-programs.ts' } : {}),
        setupFiles: ['test/same-draws.ts'],
        testTimeout,
        hookTimeout: testTimeout,
        // Two files more than there are cores: many wait for processes. Files of one kind share their modules: to read them anew for each file took a third of the time.
        maxWorkers: availableParallelism() + 2,
        isolate: false,
      },
    })),
  },
})
