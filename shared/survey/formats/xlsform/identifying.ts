import type { FormQuestion } from './form.ts'

/** Words of questions whose answers name a person or lead to one. In English, Spanish, German and French. */
const CONTACT =
  /(^|[^\p{L}])(e-?mail(-?adresse)?|correo electr[oó]nico|courriel|tele(fon|phone|fono)(nummer)?|tel[eé]fono|t[eé]l[eé]phone|phone( number)?|handynummer|mobile number|whats ?app|signal number|(full|first|last|your|sur)[ _-]?name|vorname|nachname|nombre y apellidos?|postal address|home address|anschrift|passport|social security)([^\p{L}]|$)/iu

/** Whether a question asks in free words for what names somebody or leads to them: an address, a telephone number, a name. */
export function asksWhoSomebodyIs({ kind, name, label, constraint }: FormQuestion): boolean {
  if (kind !== 'text' && kind !== 'whole number') return false
  const words = [name.replaceAll('_', ' '), ...label.values()].filter((text) => text.length <= 120)
  return words.some((text) => CONTACT.test(text)) || (constraint?.includes('@') ?? false)
}
