import type { Level } from '#shared/pages/controls/heading.tsx'
import { LineInput } from '#shared/pages/controls/text-field.tsx'
import type { Words } from '#shared/pages/words/en.ts'
import type { FieldValues } from '#shared/survey/form.ts'
import { FIELD } from '../fields.ts'

type BoxProps = { readonly words: Words; readonly values: FieldValues; readonly error: string | undefined; readonly level: Level }

/** The box for an invitation's code. The code is never in a link: links stay in the history of a phone. */
export function InvitationBox({ words, values, error, level }: BoxProps) {
  const { code, hint } = words.access.invitation
  return (
    <LineInput field={FIELD.invitation} level={level} text={code} hint={hint} error={error} value={values(FIELD.invitation)[0] ?? ''} />
  )
}
