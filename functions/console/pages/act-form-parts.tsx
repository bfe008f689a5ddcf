import type { PropsWithChildren } from 'hono/jsx'
import { Button, Buttons } from '#shared/pages/controls/buttons.tsx'
import { Choices } from '#shared/pages/controls/choices.tsx'
import type { PageError } from '#shared/pages/controls/error-summary.tsx'
import { Group } from '#shared/pages/controls/group.tsx'
import { TextArea } from '#shared/pages/controls/text-field.tsx'
import type { View } from '../route.ts'

/** A form as it was filled in, with what is wrong with it. */
export type FilledForm = { readonly form: URLSearchParams; readonly errors: readonly PageError[] }

export const EMPTY: FilledForm = { form: new URLSearchParams(), errors: [] }

type FieldProps = {
  readonly view: View
  readonly filled: FilledForm
  readonly field: string
  readonly text: string
  readonly hint?: string
}

const errorOf = ({ errors }: FilledForm, field: string) => errors.find((each) => each.field === field)?.message

/** A form that leads to the page on which it is signed. */
export function ActForm({ view, action, children }: PropsWithChildren<{ readonly view: View; readonly action: string }>) {
  const { forms } = view.words
  return (
    <form method="post" action={view.to(action)} novalidate autocomplete="off">
      {children}
      <p class="soft">{forms.next}</p>
      <Buttons>
        <Button>{forms.go}</Button>
      </Buttons>
    </form>
  )
}

export function WordsField({ view, filled, field, text, hint = view.words.forms.publicWords }: FieldProps) {
  return <TextArea field={field} level={2} text={text} hint={hint} error={errorOf(filled, field)} value={filled.form.get(field) ?? ''} />
}

/** One line of plain text. */
export function LineField({ view: _, filled, field, text, hint }: FieldProps) {
  const error = errorOf(filled, field)
  return (
    <div>
      <h2>
        <label for={`in-${field}`}>{text}</label>
      </h2>
      {hint !== undefined && (
        <div class="soft" id={`hint-${field}`}>
          {hint}
        </div>
      )}
      {error !== undefined && (
        <p class="error" id={`error-${field}`}>
          {error}
        </p>
      )}
      <input
        type="text"
        dir="auto"
        autocomplete="off"
        id={`in-${field}`}
        name={field}
        value={filled.form.get(field) ?? ''}
        {...(error === undefined ? {} : { 'aria-invalid': 'true' as const, 'aria-describedby': `error-${field}` })}
      />
    </div>
  )
}

type ChoiceProps = FieldProps & {
  readonly kind?: 'radio' | 'checkbox'
  readonly choices: readonly { readonly value: string; readonly label: string }[]
}

export function ChoiceField({ view, filled, field, text, hint, kind = 'radio', choices }: ChoiceProps) {
  return (
    <Group field={field} level={2} text={text} hint={hint} error={errorOf(filled, field)}>
      <Choices name={field} kind={kind} choices={choices} chosen={filled.form.getAll(field)} words={view.siteWords} />
    </Group>
  )
}
