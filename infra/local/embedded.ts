import { createRequire } from 'node:module'
import { SyncedLevel } from './synced-level.ts'

const require = createRequire(import.meta.url)

// dynalite takes its store from the package `level`, and has no option that makes it sync or take another one.
const level: { Level: unknown } = createRequire(require.resolve('dynalite'))('level')
level.Level = SyncedLevel

/** The embedded database, on a store that syncs. */
export const dynalite: typeof import('dynalite').default = require('dynalite')
