import type { FormQuestion } from './form-shape.ts'

/** Words of questions whose answers name a person or lead to one. In English, Spanish, German and French. */
const CONTACT =
  /(^|[^\p{L}])(e-?mail(-?adresse)?|correo electr[oó]nico|courriel|tele(fon|phone|fono)(nummer)?|tel[eé]fono|t[eé]l[eé]phone|phone( number)?|handynummer|mobile number|whats ?app|signal number|(full|first|last|your|sur)[ _-]?name|vorname|nachname|nombre y apellidos?|postal address|home address|anschrift|passport|social security)([^\p{L}]|$)/iu

const PERSON =
  'respondents?|participants?|interview(?:ee|er)s?|enumerators?|surveyors?|(?:the )?head of (?:the )?(?:household|family)|household head|child|mother|father|your|encuestad[oa]r?|entrevistad[oa]r?|participante|enquêt(?:é|eur)e?'
/** A name, where a person stands beside it, or a number that a state gave somebody. In the same languages, and Arabic. */
const NAMED = [
  new RegExp(`(^|[^\\p{L}])(?:${PERSON})(?:['’]?s)?[ _-](?:full |first |last )?name([^\\p{L}]|$)`, 'iu'),
  new RegExp(`(^|[^\\p{L}])name of (?:the |your )?(?:${PERSON})([^\\p{L}]|$)`, 'iu'),
  new RegExp(`(^|[^\\p{L}])(?:nombre|nom) (?:del?|de la|de l['’]|du) ?(?:${PERSON})([^\\p{L}]|$)`, 'iu'),
  /(^|[^\p{L}])(what(?:'s| is) (?:your|his|her|their) (?:\p{L}+ )?name|c[oó]mo (?:te|se) llamas?|(?:su|tu) nombre|votre nom|wie hei(?:ß|ss)(?:en sie|t du)|(?:ihr|dein) (?:\p{L}+ )?name)([^\p{L}]|$)/iu,
  /(^|[^\p{L}])(date of birth|fecha de nacimiento|geburtsdatum|date de naissance|national id|id (?:card )?number|identity card|ausweisnummer|social insurance|nhs number|licen[cs]e plate)([^\p{L}]|$)/iu,
  /(?:اسمك|اسمكم|الاسم الكامل|اسم المستجيب|رقم الهاتف|رقم الهوية|البريد الإلكتروني|تاريخ الميلاد)/u,
]

/** A label that is nothing but a field of a contact form, such as "Name", "Ihr Name:" or "Verein / Organisation". A small group is soon a person. */
const ENTRY =
  'name|nombre|nom|verein(?:sname)?|organi[sz]ation|einrichtung|firma|arbeitgeber|company|employer|organizaci[oó]n|empresa|association|kontakt(?:daten)?|contact(?: details)?|contacto|adresse|address|direcci[oó]n'
const ONLY_AN_ENTRY = new RegExp(
  `^(?:(?:your|my|ihre?|deine?|eure?|tu|su|votre) )?(?:${ENTRY})(?: ?(?:/|,|&|und|oder|and|or|y|o|et|ou) ?(?:${ENTRY}))*\\s*[:?*]*$`,
  'iu',
)

/** Whether a question asks in free words for what names somebody or leads to them: an address, a telephone number, a name. */
export function asksWhoSomebodyIs({ kind, name, label }: FormQuestion): boolean {
  if (kind !== 'text' && kind !== 'whole number' && kind !== 'number') return false
  const words = [name.replaceAll('_', ' '), ...label.values()].filter((text) => text.length <= 120)
  const isEntry = kind === 'text' && [...label.values()].some((text) => ONLY_AN_ENTRY.test(text.trim()))
  return isEntry || words.some((text) => CONTACT.test(text) || NAMED.some((pattern) => pattern.test(text)))
}
