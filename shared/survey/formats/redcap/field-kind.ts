/** The kind of a row of a data dictionary, told by its type and by how its text is checked. */
export type FieldKind =
  | { readonly kind: 'one' | 'many' | 'whole number' | 'number' | 'text' | 'note' | 'slider' | 'calculation' }
  | { readonly kind: 'left out'; readonly why: string }
  | { readonly kind: 'unknown' }

const DATE = 'a day or a time can tell who somebody is; ask with ranges, such as "in the last 12 months"'
const WHO = 'its answer would say who somebody is'

/** Kinds of checked text whose answers name somebody or lead to them. */
const IDENTIFYING = /^(email|phone|ssn|mrn|vmrn|zipcode|postalcode|ip|nhs|signature)/

export function fieldKind(type: string, validation: string): FieldKind {
  switch (type.toLowerCase().trim()) {
    case 'radio':
    case 'dropdown':
    case 'select':
    case 'yesno':
    case 'truefalse':
      return { kind: 'one' }
    case 'checkbox':
      return { kind: 'many' }
    case 'notes':
    case 'textarea':
      return { kind: 'text' }
    case 'descriptive':
      return { kind: 'note' }
    case 'slider':
      return { kind: 'slider' }
    case 'calc':
      return { kind: 'calculation' }
    case 'file':
    case 'signature':
      return { kind: 'left out', why: 'a picture, a voice or a file can show who somebody is' }
    case 'sql':
      return { kind: 'left out', why: 'its choices come from a database' }
    case 'text':
      return checkedText(validation.toLowerCase().trim())
    default:
      return { kind: 'unknown' }
  }
}

function checkedText(validation: string): FieldKind {
  if (/^(date|time)/.test(validation)) return { kind: 'left out', why: DATE }
  if (IDENTIFYING.test(validation)) return { kind: 'left out', why: WHO }
  if (/^int(eger)?$/.test(validation)) return { kind: 'whole number' }
  return /^(number|float)/.test(validation) ? { kind: 'number' } : { kind: 'text' }
}
