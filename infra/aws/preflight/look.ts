/** A question that AWS did not answer; `why` is the name of its error. */
export class NoAnswer extends Error {
  readonly why: string

  constructor(why: string) {
    super(`AWS did not answer: ${why}`)
    this.name = 'NoAnswer'
    this.why = why
  }
}

export type Certificate = {
  /** `ISSUED`, `PENDING_VALIDATION`, ... */
  readonly status: string
  /** The names that it is for; `*.example.org` is for every name with one part more. */
  readonly names: readonly string[]
}

export type Concurrency = {
  /** Calls that all functions of the account may have at once, in the region. */
  readonly total: number
  /** The part of these that no function has reserved. */
  readonly unreserved: number
  /** Those that functions with names of this beginning have reserved. */
  readonly ours: number
}

/** Questions to an account before anything is made in it. Each throws NoAnswer; none changes anything. */
export type Look = {
  /** The account of the credentials; undefined where there are none, or they are not valid. */
  account(region: string): Promise<string | undefined>
  /** The version that `cdk bootstrap` made under this name; undefined where it made none. */
  bootstrapVersion(region: string, qualifier: string): Promise<number | undefined>
  concurrency(region: string, functionsBegin: string): Promise<Concurrency>
  /** Undefined where there is none of this ARN. */
  certificate(arn: string): Promise<Certificate | undefined>
}
