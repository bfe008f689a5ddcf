/** The findings of checks, in words that hold no true count: people who may not know one read them. */

export type CheckId = 'A0' | 'A1' | 'A2' | 'A3' | 'A4' | 'A5' | 'A6' | 'A7' | 'A8' | 'A9'

/** The place where an automatic repair would begin. Without one, only a person can help. */
export type Repair =
  /** Hide something beside this cell. */
  | {
      readonly kind: 'suppress'
      readonly question: string
      readonly by?: string | undefined
      readonly group?: string | undefined
      readonly answer: string
    }
  /** Publish the last release's numbers of this slice again, or, where one question alone tells too much, show less of that. */
  | { readonly kind: 'repeat'; readonly slice: string; readonly question?: string }

export type Finding = {
  readonly check: CheckId
  readonly release: number
  readonly table?: string | undefined
  readonly group?: string | undefined
  readonly answer?: string | undefined
  /** The conclusion that an attacker could have drawn, as one plain sentence. */
  readonly message: string
  readonly repair?: Repair
}

/** `A1 q:age young no: A reader could have worked out ...` */
export function describeFinding({ check, release, table, group, answer, message }: Finding): string {
  const place = [table, group, answer].filter((part) => part !== undefined).join(' / ')
  return `${check} release ${release}${place === '' ? '' : `, ${place}`}: ${message}`
}

export type CheckResult =
  | { readonly id: CheckId; readonly status: 'passed' | 'failed'; readonly findings: readonly Finding[]; readonly examined: number }
  /** It needs what only the gate knows. */
  | { readonly id: CheckId; readonly status: 'not_checked'; readonly needs: string }
