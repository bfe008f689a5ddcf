// Which room may import which, and promises that nobody waits for. Biome does everything else.
import { defineConfig, type OxlintOverride } from 'oxlint'

/** The rooms of shared, as the data passes through them: a room imports nothing from a later one. */
const ROOMS = [
  'survey',
  'made-up-people',
  'consent',
  'response',
  'tabulate',
  'disclosure',
  'expectation',
  'release',
  'governance',
  'storage',
  'pages',
] as const

/** Rooms that may import some later ones all the same, or not every earlier one: the rooms each of them leaves alone. */
const EXCEPTIONS: Partial<Record<(typeof ROOMS)[number], readonly string[]>> = {
  storage: ['made-up-people', 'response', 'tabulate', 'disclosure', 'expectation', 'release', 'governance', 'pages'],
  pages: ['made-up-people', 'tabulate', 'disclosure', 'expectation', 'release', 'governance', 'storage'],
}

const aws = { group: ['@aws-sdk/*', '@smithy/*', 'dynalite'], message: 'Only shared/storage talks to AWS; only infra/local runs dynalite.' }
const effects = {
  group: ['node:fs', 'node:fs/*', 'node:http', 'node:https', 'node:net', 'node:os', 'node:child_process', 'node:worker_threads'],
  message: 'shared is pure: effects come in as arguments.',
}

const up = (...rooms: string[]) => ({
  group: rooms.flatMap((room) => [`#${room}/**`, `**/${room}/**`]),
  message: 'Imports point down only: infra and cli -> functions -> shared (the rooms in ARCHITECTURE.md).',
})

const later = (room: (typeof ROOMS)[number]) => ({
  group: (EXCEPTIONS[room] ?? ROOMS.slice(ROOMS.indexOf(room) + 1)).map((each) => `#shared/${each}/**`),
  message: 'A room of shared never imports from a later one: survey -> response -> tabulate -> disclosure -> release -> governance.',
})

const layer = (files: string, ...patterns: { group: string[]; message: string }[]): OxlintOverride => ({
  files: [files],
  rules: { 'no-restricted-imports': ['error', { patterns: patterns.filter((each) => each.group.length > 0) }] },
})

const outside = up('functions', 'infra', 'cli', 'test')

export default defineConfig({
  plugins: ['typescript', 'import'],
  categories: { correctness: 'off' },
  options: { typeAware: true },
  rules: {
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'import/no-cycle': ['error', { ignoreTypes: false }],
  },
  overrides: [
    // These three rooms have circles of types alone, which are gone when the program runs.
    { files: ['functions/retain/**', 'infra/aws/**', 'shared/storage/**'], rules: { 'import/no-cycle': ['error', { ignoreTypes: true }] } },
    // A test's server or listener that fails ends the test by itself.
    { files: ['test/**'], rules: { 'typescript/no-misused-promises': 'off' } },
    layer('functions/**', aws, up('infra', 'cli', 'test')),
    layer('cli/**', aws, up('infra', 'test')),
    // Where a process begins, it puts the layers together.
    { files: ['cli/chorus.mjs'], rules: { 'no-restricted-imports': 'off' } },
    layer('infra/**', up('cli', 'test')),
    layer('shared/**', aws, effects, outside),
    ...ROOMS.map((room) => layer(`shared/${room}/**`, ...(room === 'storage' ? [] : [aws, effects]), outside, later(room))),
  ],
})
