import { type HTMLElement, parse } from 'node-html-parser'

/** A page as someone without JavaScript has it: where it leads and what can be sent from it. */
export type Page = {
  readonly title: string
  readonly text: string
  readonly forms: readonly Form[]
  readonly links: readonly string[]
}

export type Control = {
  readonly name: string
  readonly kind: 'hidden' | 'text' | 'radio' | 'checkbox'
  /** The value sent for a ticked box, the current one for a text field. */
  readonly value: string
  readonly checked: boolean
}

export type Submit = { readonly name: string; readonly value: string; readonly label: string; readonly action: string | undefined }

export type Form = {
  readonly action: string
  readonly method: 'GET' | 'POST'
  readonly controls: readonly Control[]
  readonly submits: readonly Submit[]
}

export function readPage(html: string): Page {
  const root = parse(html, { comment: false })
  return {
    title: root.querySelector('title')?.text.trim() ?? '',
    text: root.querySelector('main')?.text ?? root.text,
    forms: root.querySelectorAll('form').map((form) => readForm(form, root)),
    links: root.querySelectorAll('a').flatMap((link) => link.getAttribute('href') ?? []),
  }
}

function readForm(form: HTMLElement, root: HTMLElement): Form {
  const id = form.getAttribute('id')
  const inside = form.querySelectorAll('input, textarea, button').filter((element) => (element.getAttribute('form') ?? id) === id)
  const outside = id ? root.querySelectorAll(`[form="${id}"]`).filter((element) => !inside.includes(element)) : []
  const elements = [...inside, ...outside].filter((element) => !isDisabled(element))
  return {
    action: form.getAttribute('action') ?? '',
    method: form.getAttribute('method')?.toUpperCase() === 'POST' ? 'POST' : 'GET',
    controls: elements.flatMap(readControl),
    submits: elements.flatMap(readSubmit),
  }
}

function isDisabled(element: HTMLElement): boolean {
  return element.hasAttribute('disabled') || element.closest('fieldset[disabled]') !== null
}

function readControl(element: HTMLElement): Control[] {
  const name = element.getAttribute('name')
  if (!name || element.tagName === 'BUTTON') return []
  // The parser's line: a line break right after the tag belongs to the markup.
  if (element.tagName === 'TEXTAREA') return [{ name, kind: 'text', value: element.text.replace(/^\r?\n/, ''), checked: false }]
  const type = element.getAttribute('type')?.toLowerCase() ?? 'text'
  const value = element.getAttribute('value')
  if (type === 'submit' || type === 'button' || type === 'reset' || type === 'image') return []
  if (type === 'radio' || type === 'checkbox') return [{ name, kind: type, value: value ?? 'on', checked: element.hasAttribute('checked') }]
  return [{ name, kind: type === 'hidden' ? 'hidden' : 'text', value: value ?? '', checked: false }]
}

function readSubmit(element: HTMLElement): Submit[] {
  const type = element.getAttribute('type')?.toLowerCase()
  const submits = element.tagName === 'BUTTON' ? type === undefined || type === 'submit' : type === 'submit'
  if (!submits) return []
  return [
    {
      name: element.getAttribute('name') ?? '',
      value: element.getAttribute('value') ?? '',
      label: element.text.trim() || (element.getAttribute('value') ?? ''),
      action: element.getAttribute('formaction'),
    },
  ]
}

/**
 * Puts a person's wishes into a form: radios and boxes of a named field are set to them, text is typed over. Fields
 * without a wish stay as they came.
 */
export function fillForm(form: Form, wishes: Readonly<Record<string, readonly string[]>>): Form {
  return { ...form, controls: form.controls.map((control) => fillControl(control, wishes[control.name])) }
}

function fillControl(control: Control, wish: readonly string[] | undefined): Control {
  if (!wish || control.kind === 'hidden') return control
  if (control.kind === 'text') return { ...control, value: wish.find((value) => !value.startsWith('~')) ?? '' }
  return { ...control, checked: wish.includes(control.value) }
}

/** The body a browser posts: every successful control in order, then the button that was pressed. */
export function encodeForm(form: Form, pressed: Submit | undefined): string {
  const body = new URLSearchParams()
  for (const control of form.controls) {
    if (control.kind === 'text') body.append(control.name, control.value.replace(/\r\n?|\n/g, '\r\n'))
    else if (control.kind === 'hidden' || control.checked) body.append(control.name, control.value)
  }
  if (pressed?.name) body.append(pressed.name, pressed.value)
  return body.toString()
}
