/** The meaning of a row's `type` cell. */
export type RowType =
  | { readonly kind: 'begin' | 'end'; readonly of: 'group' | 'repeat' | 'loop' | KoboTable }
  | AskedType
  | { readonly kind: 'from file' | 'calculate' }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'metadata' }
  /** A row of a table of Kobo's, all with the same choices; and a row that says no more of its ranking. */
  | { readonly kind: 'score row' | 'rank row' }
  | { readonly kind: 'unknown' }

/** Tables that only Kobo has: `score` has the same choices in each row, `kobomatrix` a question in each cell. */
type KoboTable = 'score' | 'kobomatrix'

/** The type of a row that people see. */
export type AskedType =
  | { readonly kind: 'one' | 'many' | 'rank'; readonly list: string; readonly orOther: boolean }
  | { readonly kind: 'whole number' | 'number' | 'range' | 'text' | 'note' | 'acknowledge' }

const PLACE = 'it asks where somebody is, to the metre'
const RECORDING = 'a picture, a voice or a file can show who somebody is'
const DATE = 'a day or a time can tell who somebody is; ask with ranges, such as "in the last 12 months"'

const SIMPLE: Readonly<Record<string, RowType>> = {
  integer: { kind: 'whole number' },
  int: { kind: 'whole number' },
  decimal: { kind: 'number' },
  range: { kind: 'range' },
  text: { kind: 'text' },
  string: { kind: 'text' },
  note: { kind: 'note' },
  acknowledge: { kind: 'acknowledge' },
  trigger: { kind: 'acknowledge' },
  calculate: { kind: 'calculate' },
  hidden: { kind: 'calculate' },
  calculate_here: { kind: 'calculate' },
  ...kinds({ kind: 'refused', why: PLACE }, 'geopoint gps location geotrace geoshape start_geopoint background_geopoint osm geojson'),
  ...kinds(
    { kind: 'refused', why: RECORDING },
    'image photo picture audio video file background_audio barcode signature draw annotate select_image qrcode nfc',
  ),
  ...kinds({ kind: 'refused', why: DATE }, 'date time datetime date_time day month year'),
  ...kinds(
    { kind: 'metadata' },
    'start end today deviceid device_id subscriberid subscriber_id simserial sim_id phonenumber phone_number username email audit imei start_time end_time get_start_time get_end_time get_today uri:deviceid uri:phonenumber xml_external csv_external caseid enumerator comments text_audit audio_audit sensor_statistic sensor_stream speed_violations_count speed_violations_list speed_violations_audit',
  ),
}

function kinds(type: RowType, names: string): Record<string, RowType> {
  return Object.fromEntries(names.split(' ').map((name) => [name, type]))
}

/** Reads a `type` cell: spaces and underscores are the same, as in every XLSForm tool. */
export function rowType(cell: string): RowType {
  const words = plainWords(cell)
  const kobo = /^(begin|end)_(kobomatrix|score|rank)$|^(score__row|rank__level)$/i.exec(words.toLowerCase())
  if (kobo) return koboType(kobo[1], kobo[2] ?? kobo[3])
  const fence = /^(begin|end)[ _](group|repeat|loop)(?:[ _]over [\w-]+| .*)?$/i.exec(words)
  if (fence) return { kind: fence[1]?.toLowerCase() === 'begin' ? 'begin' : 'end', of: groupKind(fence[2]) }
  const choice =
    /^(select one from|select_one|select one|select1|select_multiple|select multiple from|select multiple|select all that apply from|select all that apply|rank)\s+(?!from_file|external)(\S+?)(?:\s+(or_other|or other|or specify other))?$/i.exec(
      words,
    )
  if (choice) return choiceType(choice[1] ?? '', { list: choice[2] ?? '', orOther: choice[3] !== undefined })
  if (/^select(_| )(one|multiple)(_| )(from_file|from file|external)\b/i.test(words)) return { kind: 'from file' }
  const name = words
    .toLowerCase()
    .replace(/^osm .*/, 'osm')
    .replace(/[ -]/g, '_')
  return Object.hasOwn(SIMPLE, name) ? (SIMPLE[name] ?? { kind: 'unknown' }) : { kind: 'unknown' }
}

/** Old forms say "add select one prompt using yn" and "q int": the same types by longer names. */
function plainWords(cell: string): string {
  const words = cell.trim().replace(/\s+/g, ' ')
  return words
    .replace(/^(?:add|q) (select (?:one|multiple)) (?:prompt )?using /i, '$1 from ')
    .replace(/^(?:add|q) (\w+)(?: prompt| question)?$/i, '$1')
    .replace(/^(select (?:one|multiple)) using /i, '$1 from ')
}

function koboType(fence: string | undefined, of: string | undefined): RowType {
  if (of === 'score__row') return { kind: 'score row' }
  // Its list stands in a column of its own.
  if (of === 'rank' && fence === 'begin') return { kind: 'rank', list: '', orOther: false }
  if (of === 'rank' || of === 'rank__level') return { kind: 'rank row' }
  return { kind: fence === 'begin' ? 'begin' : 'end', of: of === 'score' ? 'score' : 'kobomatrix' }
}

function groupKind(word = ''): 'group' | 'repeat' | 'loop' {
  const kind = word.toLowerCase()
  return kind === 'repeat' || kind === 'loop' ? kind : 'group'
}

function choiceType(words: string, rest: { readonly list: string; readonly orOther: boolean }): RowType {
  if (/^rank/i.test(words)) return { kind: 'rank', ...rest }
  return { kind: /multiple|all/i.test(words) ? 'many' : 'one', ...rest }
}

export function isAsked(type: RowType): type is AskedType {
  return ['one', 'many', 'rank', 'whole number', 'number', 'range', 'text', 'note', 'acknowledge'].includes(type.kind)
}
