import { HTMLElement, parse } from 'node-html-parser'

/** A page as someone without JavaScript has it: where it leads and what can be sent from it. */
export type Page = {
  readonly title: string
  /** Of the main part, each run of spaces and line ends as one space. */
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

/** Reads a page in one pass over its elements, as pages with every question on them are long. */
export function readPage(html: string): Page {
  const reader = new Reader()
  reader.visit(parse(html, { comment: false }), { form: undefined, disabled: false, shown: false })
  return reader.page()
}

type Place = { readonly form: OpenForm | undefined; readonly disabled: boolean; readonly shown: boolean }
type OpenForm = { readonly element: HTMLElement; readonly controls: Control[]; readonly submits: Submit[] }

class Reader {
  private title = ''
  private readonly words: string[] = []
  private readonly links: string[] = []
  private readonly forms: OpenForm[] = []
  /** Controls that name their form by its id, wherever they stand. */
  private readonly apart: { readonly form: string; readonly element: HTMLElement }[] = []

  visit(element: HTMLElement, place: Place): void {
    const within = this.enter(element, place)
    for (const child of element.childNodes) {
      if (child instanceof HTMLElement) this.visit(child, within)
      else if (within.shown) this.words.push(child.text)
    }
  }

  page(): Page {
    for (const { form, element } of this.apart) {
      const named = this.forms.find((each) => each.element.getAttribute('id') === form)
      if (named) keep(element, named)
    }
    return {
      title: this.title,
      text: this.words.join(' ').replace(/\s+/g, ' ').trim(),
      forms: this.forms.map(({ element, controls, submits }) => ({
        action: element.getAttribute('action') ?? '',
        method: element.getAttribute('method')?.toUpperCase() === 'POST' ? 'POST' : 'GET',
        controls,
        submits,
      })),
      links: this.links,
    }
  }

  private enter(element: HTMLElement, place: Place): Place {
    switch (element.tagName) {
      case 'TITLE':
        this.title = element.text.trim()
        return place
      case 'MAIN':
        return { ...place, shown: true }
      case 'FIELDSET':
        return element.hasAttribute('disabled') ? { ...place, disabled: true } : place
      case 'A':
        this.links.push(element.getAttribute('href') ?? '')
        return place
      case 'FORM': {
        const form = { element, controls: [], submits: [] }
        this.forms.push(form)
        return { ...place, form }
      }
      case 'INPUT':
      case 'TEXTAREA':
      case 'BUTTON':
        if (!place.disabled && !element.hasAttribute('disabled')) this.control(element, place.form)
        return place
      default:
        return place
    }
  }

  private control(element: HTMLElement, around: OpenForm | undefined): void {
    const named = element.getAttribute('form')
    if (named !== undefined) this.apart.push({ form: named, element })
    else if (around) keep(element, around)
  }
}

function keep(element: HTMLElement, form: OpenForm): void {
  form.controls.push(...readControl(element))
  form.submits.push(...readSubmit(element))
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
