/**
 * Something to say about a cell of a form.
 * `invalid`: no XLSForm tool would take it. `outside`: it is sound, and Chorus has nothing like it, so the form is refused.
 * `dropped`: left out of the survey. `changed`: kept, in another way. The first two stop the import.
 */
export type FormFinding = {
  readonly kind: 'invalid' | 'outside' | 'dropped' | 'changed'
  readonly sheet: string
  readonly row?: number
  readonly column?: string
  readonly message: string
  readonly remedy: string
}

export function stops(finding: FormFinding): boolean {
  return finding.kind === 'invalid' || finding.kind === 'outside'
}
