/**
 * Something to say about a place in a form.
 * `invalid`: no tool for such forms would take it. `outside`: it is sound, and Chorus has nothing like it, so the form is refused.
 * `dropped`: left out of the survey. `changed`: kept, in another way. The first two stop the import.
 */
export type FormFinding = {
  readonly kind: 'invalid' | 'outside' | 'dropped' | 'changed'
  /** In forms that have sheets. */
  readonly sheet?: string
  readonly row?: number
  readonly column?: string
  readonly message: string
  readonly remedy: string
}

/** Whether a finding stops the import: what is only left out or changed does not. */
export function stops(finding: FormFinding): boolean {
  return finding.kind === 'invalid' || finding.kind === 'outside'
}
