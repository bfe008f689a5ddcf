import type { Control, HtmlForm, Submit } from './html-form.ts'

/**
 * Puts a person's wishes into a form: radios and boxes of a named field are set to them, text is typed over. Fields
 * without a wish stay as they came.
 */
export function fillForm(form: HtmlForm, wishes: Readonly<Record<string, readonly string[]>>): HtmlForm {
  return { ...form, controls: form.controls.map((control) => fillControl(control, wishes[control.name])) }
}

function fillControl(control: Control, wish: readonly string[] | undefined): Control {
  if (!wish || control.kind === 'hidden') return control
  if (control.kind === 'text') return { ...control, value: wish.find((value) => !value.startsWith('~')) ?? '' }
  return { ...control, checked: wish.includes(control.value) }
}

/** The body a browser posts: every successful control in order, then the button that was pressed. */
export function encodeForm(form: HtmlForm, pressed: Submit | undefined): string {
  const body = new URLSearchParams()
  for (const control of form.controls) {
    if (control.kind === 'text') body.append(control.name, control.value.replace(/\r\n?|\n/g, '\r\n'))
    else if (control.kind === 'hidden' || control.checked) body.append(control.name, control.value)
  }
  if (pressed?.name) body.append(pressed.name, pressed.value)
  return body.toString()
}
