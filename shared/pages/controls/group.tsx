import type { Child, PropsWithChildren } from 'hono/jsx'
import { describedBy, errorId, hintId } from './element-ids.ts'
import { Heading, type Level } from './heading.tsx'

export type GroupProps = PropsWithChildren<{
  readonly field: string
  readonly level: Level
  readonly text: string
  /** The subject of the question, shown small above it and read with it. */
  readonly stem?: string | undefined
  readonly hint?: Child
  readonly error?: string | undefined
}>

/** A question over a list of choices: its text is the name of the group, hint and error its description. */
export function Group({ field, level, text, stem, hint, error, children }: GroupProps) {
  return (
    <fieldset {...describedBy(field, { hint: Boolean(hint), error: Boolean(error) })}>
      <legend>
        <Heading level={level}>
          {stem && <Stem text={stem} />}
          {text}
        </Heading>
      </legend>
      <Below field={field} hint={hint} error={error} />
      {children}
    </fieldset>
  )
}

/** Part of the heading, so that it is read with each question it belongs to. */
export function Stem({ text }: { readonly text: string }) {
  return <span class="soft">{text} </span>
}

/** The hint and the error of a field. */
export function Below({ field, hint, error }: Pick<GroupProps, 'field' | 'hint' | 'error'>) {
  return (
    <>
      {hint && (
        <div class="soft" id={hintId(field)}>
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
