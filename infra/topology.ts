/**
 * What exists, as plain data: functions, routes, tables, buckets, secrets, and which function may do what to which.
 * Every deployment, local or elsewhere, is made from this and from nothing else.
 */

export type TableAction = 'get' | 'put' | 'delete' | 'query'

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
  series: { partition: { name: 'pk', type: 'text' }, sort: { name: 'sk', type: 'text' } },
} as const satisfies Record<string, Table>
export type TableName = keyof typeof tables

export const buckets = { candidates: { writeOnce: true } } as const
export type BucketName = keyof typeof buckets

/**
 * `pepper` keys receipt codes; `studyKey` keys rounding and is never rotated while a survey runs;
 * `storyKey` opens stories and is given to no function yet: nobody reads them before the board can.
 */
export const secrets = {
  pepper: { kind: 'random', bytes: 32 },
  studyKey: { kind: 'random', bytes: 32 },
  storyKey: { kind: 'x25519' },
} as const
export type SecretName = keyof typeof secrets

/**
 * What a person or a function may touch. Whatever is not listed is refused: no scan, no write that returns what was
 * there, and, where reading is not listed, no condition on a value (a put or delete that could test a guess).
 */
export type Access = {
  readonly tables: Partial<Record<TableName, readonly TableAction[]>>
  readonly buckets: Partial<Record<BucketName, readonly ('read' | 'put')[]>>
  /** `public` gives only the public half of a key pair. */
  readonly secrets: Partial<Record<SecretName, 'secret' | 'public'>>
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
    routes: ['GET /', 'GET /{proxy+}', 'POST /{proxy+}'],
    tables: { drafts: ['get', 'put', 'delete'], responses: ['put', 'delete'], stories: ['put', 'delete'], community: ['get', 'query'] },
    buckets: {},
    secrets: { pepper: 'secret', storyKey: 'public' },
  },
  tabulate: {
    entry: 'functions/tabulate/handler.ts',
    memoryMb: 512,
    timeoutSeconds: 300,
    routes: [],
    tables: { responses: ['query'], community: ['get', 'query'], series: ['get', 'put', 'delete', 'query'] },
    buckets: { candidates: ['read', 'put'] },
    secrets: { studyKey: 'secret' },
  },
} as const satisfies Record<string, FunctionSpec>
export type FunctionName = keyof typeof functions

export type OperatorSpec = Access & {
  /** Workflows that a person may start. */
  readonly workflows: readonly WorkflowName[]
}

/** People's own access, through the command line. The steward opens surveys, has them tabulated, and can read no answer. */
export const operators = {
  steward: { tables: { community: ['get', 'put', 'delete', 'query'] }, buckets: {}, secrets: {}, workflows: ['tabulation'] },
} as const satisfies Record<string, OperatorSpec>
export type OperatorName = keyof typeof operators

export type Step = {
  readonly step: string
  /** Runs once, in parallel, for every item of a list that an earlier step returned; `as` names the item in the input. */
  readonly each?: { readonly list: string; readonly as: string }
  /** Under which name the steps after it get everything that this step's runs returned, in the order of the list. */
  readonly collect?: string
}

/** Every step calls the function with the workflow's own input, its name as `step`, its item, and what was collected. */
export type Workflow = { readonly function: FunctionName; readonly attempts: number; readonly steps: readonly Step[] }

export const workflows = {
  tabulation: {
    function: 'tabulate',
    attempts: 3,
    steps: [{ step: 'plan' }, { step: 'tally', each: { list: 'shards', as: 'shard' }, collect: 'tallies' }, { step: 'release' }],
  },
} as const satisfies Record<string, Workflow>
export type WorkflowName = keyof typeof workflows
