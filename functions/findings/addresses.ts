import type { PublishedVersion } from '#shared/governance/published-versions.ts'

/** The addresses of the public site. A version's address never changes what it shows. */
export const addresses = {
  list: '/r',
  feed: '/r/feed.xml',
  ledger: '/r/ledger.jsonl',
  checkpoints: '/r/ledger.checkpoints',
  /** Leads to the version to read now. */
  study: (study: string) => `/r/${study}/`,
  version: ({ study, number }: Pick<PublishedVersion, 'study' | 'number'>) => `/r/${study}/v${number}/`,
  /** The same bytes by their hash. */
  content: (id: string) => `/r/sha256-${id}/`,
} as const
