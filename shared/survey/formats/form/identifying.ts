import type { FormQuestion } from './form-shape.ts'

/** Words of questions whose answers name a person or lead to one. In English, Spanish, German and French. */
const CONTACT =
  /(^|[^\p{L}])(e-?mail(-?adresse)?|correo electr[oó]nico|courriel|tele(fon|phone|fono)(nummer)?|tel[eé]fono|t[eé]l[eé]phone|phone( number)?|handynummer|mobile number|whats ?app|signal number|(full|first|last|your|sur)[ _-]?name|vorname|nachname|nombre y apellidos?|postal address|home address|anschrift|passport|social security)([^\p{L}]|$)/iu

/** A label that is nothing but a field of a contact form, such as "Name", "Ihr Name:" or "Verein / Organisation". A small group is soon a person. */
const ENTRY =
  'name|nombre|nom|verein(?:sname)?|organi[sz]ation|einrichtung|firma|arbeitgeber|company|employer|organizaci[oó]n|empresa|association|kontakt(?:daten)?|contact(?: details)?|contacto|adresse|address|direcci[oó]n'
const ONLY_AN_ENTRY = new RegExp(
  `^(?:(?:your|my|ihre?|deine?|eure?|tu|su|votre) )?(?:${ENTRY})(?: ?(?:/|,|&|und|oder|and|or|y|o|et|ou) ?(?:${ENTRY}))*\\s*[:?*]*$`,
  'iu',
)

/** Whether a question asks in free words for what names somebody or leads to them: an address, a telephone number, a name. */
export function asksWhoSomebodyIs({ kind, name, label }: FormQuestion): boolean {
  if (kind !== 'text' && kind !== 'whole number') return false
  const words = [name.replaceAll('_', ' '), ...label.values()].filter((text) => text.length <= 120)
  const isEntry = kind === 'text' && [...label.values()].some((text) => ONLY_AN_ENTRY.test(text.trim()))
  return isEntry || words.some((text) => CONTACT.test(text))
}
