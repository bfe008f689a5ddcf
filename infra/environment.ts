import { keysOf } from './keys-of.ts'
import type { Access, BucketName, SecretName, TableName } from './topology.ts'

/** The addresses of a deployment's stores. `secret` and `public` give base64. */
export type Addresses = {
  readonly table: (name: TableName) => string
  /** A URL. */
  readonly bucket: (name: BucketName) => string
  readonly secret: (name: SecretName, half: 'secret' | 'public') => string
  /** The hash of the founding charter of the board that decides here; without it, only trials are possible. */
  readonly board?: string | undefined
}

/** The environment variables of a function or a person: what it may touch, and nothing of anything else. */
export function environmentOf(access: Access, addresses: Addresses): Record<string, string> {
  return Object.fromEntries([
    ...keysOf(access.tables).map((name) => [`CHORUS_TABLE_${snake(name)}`, addresses.table(name)]),
    ...keysOf(access.buckets).map((name) => [`CHORUS_BUCKET_${snake(name)}`, addresses.bucket(name)]),
    ...keysOf(access.secrets).flatMap((name) => {
      const half = access.secrets[name]
      return half ? [[`CHORUS_${half.toUpperCase()}_${snake(name)}`, addresses.secret(name, half)]] : []
    }),
    ...(addresses.board !== undefined && access.tables.community ? [['CHORUS_BOARD', addresses.board]] : []),
    ...Object.entries(access.settings ?? {}),
  ])
}

/** `studyKey` -> `STUDY_KEY` */
function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
}
