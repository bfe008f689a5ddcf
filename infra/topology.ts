import { CAPACITY, limitsOf } from './capacity.ts'

/**
 * The topology, as plain data: functions, routes, tables, buckets, secrets, and which function may do what to which. Every
 * deployment, local or elsewhere, is made from this and from nothing else.
 */

/**
 * `keys` lists the keys of a partition, and nothing that lies under them. `record` puts entries of the ledger, and checkpoints of it,
 * and nothing else.
 */
export type TableAction = 'get' | 'put' | 'record' | 'delete' | 'query' | 'keys'

/** The partitions of the community table that `record` reaches. */
export const LEDGER_PARTITIONS: readonly string[] = ['ledger', 'checkpoint']

/** `add` puts whole folders of candidates beside those that were counted, and never anything into the list of these. */
export type BucketAction = 'read' | 'put' | 'add' | 'delete'

export type Table = {
  /** `text` or `bytes`. */
  readonly partition: { readonly name: string; readonly type: 'text' | 'bytes' }
  readonly sort?: { readonly name: string; readonly type: 'text' | 'bytes' }
  /** Attribute that holds an expiry in epoch seconds. */
  readonly expires?: string
}

export const tables = {
  drafts: { partition: { name: 'id', type: 'bytes' }, expires: 'expires' },
  responses: { partition: { name: 'pk', type: 'text' }, sort: { name: 'sk', type: 'bytes' } },
  stories: { partition: { name: 'pk', type: 'text' }, sort: { name: 'sk', type: 'bytes' } },
  community: { partition: { name: 'pk', type: 'text' }, sort: { name: 'sk', type: 'text' } },
  /** Marks of codes that were used to delete, kept for as long as a backup could bring back what was deleted. */
  withdrawals: { partition: { name: 'pk', type: 'text' }, sort: { name: 'sk', type: 'bytes' }, expires: 'expires' },
  invitations: { partition: { name: 'list', type: 'text' }, sort: { name: 'mark', type: 'bytes' } },
  followups: { partition: { name: 'list', type: 'text' }, sort: { name: 'place', type: 'bytes' }, expires: 'expires' },
  budgets: { partition: { name: 'budget', type: 'text' }, expires: 'expires' },
  /**
   * The state of the board's console between two pages: links that enrol, new keys, acts that wait for a signature, reviews that
   * are not opened yet.
   */
  boardroom: { partition: { name: 'pk', type: 'text' }, sort: { name: 'sk', type: 'text' }, expires: 'expires' },
  series: { partition: { name: 'pk', type: 'text' }, sort: { name: 'sk', type: 'text' } },
} as const satisfies Record<string, Table>
export type TableName = keyof typeof tables

/**
 * A bucket keeps its objects for good, each written once, or drops them after some days, as they are only on their way from one
 * step to the next.
 */
export type Bucket = { readonly writeOnce: true } | { readonly expiresAfterDays: number }

export const buckets = {
  candidates: { writeOnce: true },
  findings: { writeOnce: true },
  partials: { expiresAfterDays: 1 },
} as const satisfies Record<string, Bucket>
export type BucketName = keyof typeof buckets

/**
 * `pepper` keys receipt codes; `studyKey` keys rounding and is never rotated while a survey runs; `responseKey` makes and
 * checks the MAC on coded answers (docs/adr/0028-coded-answers-carry-a-mac.md);
 * `boardKey` keys what the console keeps between two pages, and is the key of the ledger's log where no other is given, which
 * signs at a publication, too;
 * `storyKey` opens the words of trials, and ways to be reached, and is given to no function; other stories have no key that is kept.
 */
export const secrets = {
  pepper: { kind: 'random', bytes: 32 },
  studyKey: { kind: 'random', bytes: 32 },
  responseKey: { kind: 'random', bytes: 32 },
  boardKey: { kind: 'random', bytes: 32, mayBeMadeAnew: true },
  storyKey: { kind: 'x25519' },
} as const
export type SecretName = keyof typeof secrets

/**
 * The access of a person or a function. Everything that is not listed is refused: no scan, no write that returns what was there,
 * and, where reading is not listed, no condition on a value (a put or delete that could test a guess).
 */
export type Access = {
  readonly tables: Partial<Record<TableName, readonly TableAction[]>>
  readonly buckets: Partial<Record<BucketName, readonly BucketAction[]>>
  /** `public` gives only the public half of a key pair. */
  readonly secrets: Partial<Record<SecretName, 'secret' | 'public'>>
  /** Further environment variables, the same in every deployment. */
  readonly settings?: Readonly<Record<string, string>>
}

export type FunctionSpec = Access & {
  /** Exports `handler`. */
  readonly entry: string
  readonly memoryMb: number
  readonly timeoutSeconds: number
  /** HTTP API routes, `METHOD /path`; empty for functions that only a workflow calls. `/{proxy+}` does not match `/`. */
  readonly routes: readonly string[]
}

export const functions = {
  respond: {
    entry: 'functions/respond/handler.ts',
    memoryMb: 512,
    timeoutSeconds: 10,
    routes: ['GET /', 'HEAD /', 'GET /{proxy+}', 'HEAD /{proxy+}', 'POST /{proxy+}'],
    tables: {
      drafts: ['get', 'put', 'delete'],
      responses: ['put', 'delete'],
      stories: ['put', 'delete'],
      withdrawals: ['put'],
      community: ['get', 'query'],
      invitations: ['get', 'put'],
      followups: ['get', 'put'],
      budgets: ['get', 'put'],
    },
    buckets: {},
    secrets: { pepper: 'secret', responseKey: 'secret', storyKey: 'public' },
    settings: { CHORUS_LIMITS: JSON.stringify(limitsOf(CAPACITY)) },
  },
  /**
   * The board's pages. It can add to the ledger, and reads no answer. Boxes of words pass through it that it cannot open. It adds candidates
   * with quotes or with the board's words to those that were counted, with the same numbers.
   */
  console: {
    entry: 'functions/console/handler.ts',
    memoryMb: 1024,
    timeoutSeconds: 15,
    routes: ['GET /board', 'HEAD /board', 'GET /board/{proxy+}', 'HEAD /board/{proxy+}', 'POST /board/{proxy+}'],
    tables: { community: ['get', 'put', 'query'], boardroom: ['get', 'put', 'delete', 'query'], stories: ['get', 'query'] },
    buckets: { candidates: ['read', 'add'] },
    secrets: { boardKey: 'secret' },
  },
  tabulate: {
    entry: 'functions/tabulate/handler.ts',
    // One whole processor: the audit of a release is a minute of it, and as much again for each repair.
    memoryMb: 1769,
    timeoutSeconds: 900,
    routes: [],
    tables: { responses: ['query'], community: ['get', 'query'], series: ['get', 'put', 'delete', 'query'] },
    buckets: { candidates: ['read', 'put'], partials: ['read', 'put', 'delete'] },
    secrets: { studyKey: 'secret', responseKey: 'secret' },
  },
  retain: {
    entry: 'functions/retain/handler.ts',
    memoryMb: 512,
    timeoutSeconds: 900,
    routes: [],
    tables: {
      responses: ['keys', 'delete'],
      stories: ['keys', 'delete'],
      withdrawals: ['keys'],
      invitations: ['keys', 'delete'],
      community: ['get', 'put', 'delete', 'query'],
    },
    buckets: {},
    secrets: { pepper: 'secret' },
  },
  /**
   * Publishes what the board approved, after a verdict and only then. It holds the key of the log, which writes down in the ledger
   * which files those are.
   */
  publish: {
    entry: 'functions/publish/handler.ts',
    memoryMb: 1024,
    timeoutSeconds: 300,
    routes: [],
    tables: { community: ['query', 'record'], stories: ['keys'], boardroom: ['get'] },
    buckets: { candidates: ['read'], findings: ['read', 'put'] },
    secrets: { boardKey: 'secret' },
  },
  /** The public site. It can write nothing, and asks for a verdict at each request: a pause counts at once. */
  findings: {
    entry: 'functions/findings/handler.ts',
    // The first reader of a version waits until its files were checked against what the board voted on.
    memoryMb: 1769,
    timeoutSeconds: 20,
    routes: ['GET /r', 'HEAD /r', 'GET /r/{proxy+}', 'HEAD /r/{proxy+}'],
    tables: { community: ['query'] },
    buckets: { findings: ['read'] },
    secrets: {},
  },
} as const satisfies Record<string, FunctionSpec>
export type FunctionName = keyof typeof functions

export type OperatorSpec = Access & {
  /** Workflows that a person may start. */
  readonly workflows: readonly WorkflowName[]
  /** Workflows: the person may see the input and the output of their runs. */
  readonly follows: readonly WorkflowName[]
}

/** People's own access, through the command line. The steward opens surveys, has them tabulated, and can read no answer. */
export const operators = {
  steward: {
    tables: { community: ['get', 'put', 'delete', 'query'], invitations: ['put', 'query'], boardroom: ['put', 'query'] },
    buckets: {},
    secrets: {},
    workflows: ['tabulation', 'retention', 'restoration', 'publication'],
    follows: ['tabulation'],
  },
} as const satisfies Record<string, OperatorSpec>
export type OperatorName = keyof typeof operators

export type Step = {
  readonly step: string
  /** Runs once, in parallel, for every item of a list that an earlier step returned; `as` names the item in the input. */
  readonly each?: { readonly list: string; readonly as: string }
  /** Under which name the steps after it get what this step returned; of one with `each`, all that its runs did, in the order of the list. */
  readonly collect?: string
  /** Whether another attempt does the very same work: then one that ran out of time or memory is the last. */
  readonly repeats?: true
  /**
   * Work that is too long for one call of this step. It then returns a list of it, and nothing else: each item is a call of `step`, and this step is
   * called again with what all of them returned so far, under the name in `collect`.
   */
  readonly handsOut?: {
    readonly step: string
    readonly each: { readonly list: string; readonly as: string }
    readonly collect: string
    readonly repeats?: true
  }
}

/** Every step calls the function with the workflow's own input, its name as `step`, its item, and what was collected. */
export type Workflow = { readonly function: FunctionName; readonly attempts: number; readonly steps: readonly Step[] }

export const workflows = {
  tabulation: {
    function: 'tabulate',
    attempts: 3,
    steps: [
      { step: 'plan' },
      { step: 'tally', each: { list: 'shards', as: 'shard' }, collect: 'tallies' },
      {
        step: 'release',
        collect: 'made',
        repeats: true,
        handsOut: { step: 'attack', each: { list: 'pieces', as: 'piece' }, collect: 'attacked', repeats: true },
      },
      { step: 'tidy' },
    ],
  },
  /** Deletes what has been kept as long as was promised. */
  retention: {
    function: 'retain',
    attempts: 3,
    steps: [{ step: 'plan' }, { step: 'delete', each: { list: 'parts', as: 'part' } }],
  },
  /** Started by hand when a table was restored: deletes again what had been withdrawn. */
  restoration: {
    function: 'retain',
    attempts: 3,
    steps: [{ step: 'marks' }, { step: 'withdraw', each: { list: 'shards', as: 'shard' } }],
  },
  /** Publishes what the board has approved and what is not published yet. */
  publication: {
    function: 'publish',
    attempts: 3,
    steps: [{ step: 'plan' }, { step: 'publish', each: { list: 'versions', as: 'version' } }],
  },
} as const satisfies Record<string, Workflow>
export type WorkflowName = keyof typeof workflows

/** A workflow that runs by itself: a little after midnight UTC, or every hour. */
export type Schedule = { readonly workflow: WorkflowName; readonly every: 'day' | 'hour' }

export const schedules = {
  retention: { workflow: 'retention', every: 'day' },
  publication: { workflow: 'publication', every: 'hour' },
} as const satisfies Record<string, Schedule>
