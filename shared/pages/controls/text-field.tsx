import { describedBy, firstInputId } from './element-ids.ts'
import { Below, type GroupProps, Stem } from './group.tsx'
import { Heading } from './heading.tsx'

type FieldProps = Omit<GroupProps, 'children'> & { readonly value: string }

/** A question with room to write; its text is the label. Nothing cuts what a person pastes: the server says if it is too long. */
export function TextArea({ value, ...field }: FieldProps) {
  return (
    <Labelled {...field}>
      <textarea dir="auto" id={firstInputId(field.field)} name={field.field} rows={6} {...inputState(field)}>
        {value}
      </textarea>
    </Labelled>
  )
}

type SayProps = Pick<FieldProps, 'field' | 'text' | 'hint' | 'error' | 'value'>

/** A small box that belongs to the option above it. */
export function SayBox({ value, ...field }: SayProps) {
  return (
    <div class="say">
      <label for={firstInputId(field.field)}>{field.text}</label>
      <Below {...field} />
      <textarea dir="auto" id={firstInputId(field.field)} name={field.field} rows={2} {...inputState(field)}>
        {value}
      </textarea>
    </div>
  )
}

/** Letters to search a list for: they are no answer, and the browser is not asked to remember them. */
export function FindBox({ value, ...field }: SayProps) {
  return (
    <div class="find">
      <label for={firstInputId(field.field)}>{field.text}</label>
      <Below {...field} />
      <input type="text" dir="auto" id={firstInputId(field.field)} name={field.field} value={value} {...inputState(field)} />
    </div>
  )
}

/** A text input, never type=number: that loses what it cannot read, and changes under a scrolling finger. */
export function NumberInput({ value, unit, ...field }: FieldProps & { readonly unit?: string | undefined }) {
  return (
    <Labelled {...field} text={unit ? `${field.text} (${unit})` : field.text}>
      <input type="text" inputmode="decimal" id={firstInputId(field.field)} name={field.field} value={value} {...inputState(field)} />
    </Labelled>
  )
}

/** For a code, which is read from left to right in every language. */
export function LineInput({ value, ...field }: FieldProps) {
  return (
    <Labelled {...field}>
      <input
        type="text"
        dir="ltr"
        translate="no"
        id={firstInputId(field.field)}
        name={field.field}
        value={value}
        autocapitalize="characters"
        {...inputState(field)}
      />
    </Labelled>
  )
}

function inputState(field: Pick<GroupProps, 'field' | 'hint' | 'error'>) {
  return {
    autocomplete: 'off',
    // Some browsers send what they check to a server of their maker.
    spellcheck: false,
    ...(field.error ? { 'aria-invalid': 'true' as const } : {}),
    ...describedBy(field.field, { hint: Boolean(field.hint), error: Boolean(field.error) }),
  }
}

function Labelled({ field, level, text, stem, hint, error, children }: GroupProps) {
  return (
    <div>
      <Heading level={level}>
        <label for={firstInputId(field)}>
          {stem && <Stem text={stem} />}
          {text}
        </label>
      </Heading>
      <Below field={field} hint={hint} error={error} />
      {children}
    </div>
  )
}
