import type { Child, PropsWithChildren } from 'hono/jsx'
import { Heading, type Level } from './heading.tsx'
import { describedBy, errorId, hintId } from './ids.ts'

export type GroupProps = PropsWithChildren<{
  readonly field: string
  readonly level: Level
  readonly text: string
  /** What the question is about, shown small above it and read with it. */
  readonly stem?: string | undefined
  readonly hint?: Child
  readonly error?: string | undefined
}>

/** A question over a list of choices: its text is the name of the group, hint and error its description. */
export function Group({ field, level, text, stem, hint, error, children }: GroupProps) {
  return (
    <fieldset class={error ? 'bad' : undefined} {...describedBy(field, { hint: Boolean(hint), error: Boolean(error) })}>
      <legend>
        <Heading level={level}>
          {stem && <span class="stem">{stem} </span>}
          {text}
        </Heading>
      </legend>
      <Below field={field} hint={hint} error={error} />
      {children}
    </fieldset>
  )
}

/** The hint and the error of a field. */
export function Below({ field, hint, error }: Pick<GroupProps, 'field' | 'hint' | 'error'>) {
  return (
    <>
      {hint && (
        <div class="hint" id={hintId(field)}>
          {hint}
        </div>
      )}
      {error && (
        <p class="error" id={errorId(field)}>
          {error}
        </p>
      )}
    </>
  )
}
