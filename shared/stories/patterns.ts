export type Pattern = {
  readonly kind: string
  /** High confidence: whatever matches is kept from being published until a person has taken it out. */
  readonly isSure: boolean
  readonly pattern: RegExp
}

/** Digits of any script: 7, ٧, ७. */
const D = '\\p{Nd}'
const NAME = "\\p{Lu}[\\p{L}\\p{M}'’-]{1,40}"
const NAMES = `${NAME}(?:\\s+${NAME}){0,2}`
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر)'

const sure = (kind: string, source: string, flags = 'giu'): Pattern => ({ kind, isSure: true, pattern: new RegExp(source, flags) })
const look = (kind: string, source: string, flags = 'giu'): Pattern => ({ kind, isSure: false, pattern: new RegExp(source, flags) })

/** No letter or digit right before, or right after: \b knows Latin letters only. */
const START = '(?<![\\p{L}\\p{M}\\p{N}])'
const END = '(?![\\p{L}\\p{M}\\p{N}])'

/*
 * Anybody may write what makes a search slow. Where a pattern could begin anywhere within a long run, it begins only
 * where the run does, or is limited in length: so a search takes time in proportion to the text (test/attack/slow-patterns.test.ts).
 */

export const PATTERNS: readonly Pattern[] = [
  sure('e-mail address', '(?<![\\p{L}\\p{N}._%+-])[\\p{L}\\p{N}._%+-]+\\s?@\\s?[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+'),
  sure('web address', `(?:https?://|www\\.)[^\\s<>"']+`),
  sure(
    'web address',
    `${START}(?<![\\p{L}\\p{N}-][.-])(?:[\\p{L}\\p{N}-]+\\.)+(?:com|org|net|edu|gov|info|io|me|uk|es|mx|ca|us)(?:/[^\\s]*)?${END}`,
  ),
  sure('name on a network', '(?<![\\p{L}\\p{N}._%+-])@[\\p{L}\\p{N}_][\\p{L}\\p{N}_.]{1,29}'),
  sure('phone number', `(?<![\\p{L}${D}])[+(]?${D}{1,4}[)]?(?:[\\s./-]{1,2}[(]?${D}{2,4}[)]?){2,5}(?!${D})`),
  sure('long number', `${D}(?:[\\s-]?${D}){6,}`),
  look('date', `${START}${D}{1,4}[./-]${D}{1,2}[./-]${D}{1,4}${END}`),
  look('date', `${START}${D}{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+|de\\s+)?${MONTH}(?:\\s+(?:de\\s+)?${D}{4})?${END}`),
  look('date', `${START}${MONTH}\\s+${D}{1,2}(?:st|nd|rd|th)?(?:,?\\s+${D}{4})?${END}`),
  look('month and year', `${START}(?:in\\s+|en\\s+|في\\s+)?${MONTH}\\s+(?:of\\s+|de\\s+)?(?:19|20|١٩|٢٠)?${D}{2}${END}`),
  look(
    'high age',
    `${START}(?:aged?\\s+|age\\s+of\\s+|am\\s+|was\\s+|turned\\s+|tengo\\s+|عمري\\s+)?(?:[89]${D}|[٨٩]${D}|1[0-2]${D}|١[٠-٢]${D})(?=\\s*(?:years?\\b|yrs?\\b|-year|años|عام|سنة))`,
  ),
  look('high age', `${START}(?:aged?|age of|i am|i'm|i’m|he is|she is|was|turned)\\s+(?:8[1-9]|9${D}|1[0-2]${D})${END}`),
  look('postcode', `${START}[a-z]{1,2}${D}[a-z${D}]?\\s?${D}[a-z]{2}${END}`),
  look('postcode', `${START}${D}{5}(?:-${D}{4})?${END}`),
  look('postcode', `${START}[a-z]${D}[a-z]\\s?${D}[a-z]${D}${END}`),
  look(
    'street',
    `${START}(?<![\\p{L}'’-]['’-])(?:${D}+[a-z]?\\s+)?(?:[\\p{L}'’-]+\\s+){1,3}(?:street|st\\.|road|rd\\.|avenue|ave\\.?|lane|drive|boulevard|blvd\\.?|close|crescent|terrace|square)${END}`,
  ),
  look('street', `${START}(?:calle|avenida|plaza|paseo|شارع|طريق)\\s+[\\p{L}\\p{M}]+(?:\\s+[\\p{L}\\p{M}]+)?${END}`),
  look(
    'title and name',
    `${START}(?:[Dd]r|[Mm]r|[Mm]rs|[Mm]s|[Mm]x|[Pp]rof|[Nn]urse|[Ss]ister|[Dd]octor|[Ss]r|[Ss]ra|[Dd]ra|[Dd]on|[Dd]oña)\\.?\\s+${NAMES}`,
    'gu',
  ),
  look('title and name', `${START}(?:الدكتور|الدكتورة|دكتور|دكتورة|السيد|السيدة|الأستاذ|الأستاذة)\\s+[\\p{L}\\p{M}]+`),
  look(
    'ward or clinic',
    `${NAMES}\\s+(?:[Ww]ard|[Uu]nit|[Hh]ospital|[Cc]lin(?:ic|ica)|[Hh]ouse|[Cc]entre|[Cc]enter|[Ii]nfirmary)${END}`,
    'gu',
  ),
  look(
    'ward or clinic',
    `${START}(?:[Ww]ard|[Uu]nit|[Hh]ospital|[Cc]l[ií]nica?|[Pp]abellón)\\s+(?:[Oo]f\\s+|[Dd]e\\s+)?(?:${NAMES}|${D}+[A-Z]?)`,
    'gu',
  ),
  look('ward or clinic', `${START}(?:مستشفى|عيادة|جناح|مركز)\\s+[\\p{L}\\p{M}]+`),
  look('own name', `${START}(?:my name is|i am called|call me|they call me|me llamo|mi nombre es|اسمي)\\s+[\\p{L}\\p{M}'’-]+`),
  look(
    'relation and name',
    `${START}(?:[Mm]y|[Mm]i)\\s+(?:[Ss]on|[Dd]aughter|[Bb]rother|[Ss]ister|[Hh]usband|[Ww]ife|[Pp]artner|[Ff]riend|[Kk]ey ?worker|[Tt]herapist|[Hh]ij[oa]|[Hh]erman[oa])\\s+(?:is called\\s+)?${NAME}`,
    'gu',
  ),
]
