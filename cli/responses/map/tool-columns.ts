import { plainKey } from './column-keys.ts'
import type { Tool } from './map-file.ts'

/** The reason why a column is not read. */
export type Unread = 'who' | 'when' | 'where' | 'words' | 'the tool' | 'not asked'

export const UNREAD_WORDS: Readonly<Record<Unread, string>> = {
  who: 'it says who or which device',
  when: 'it says when',
  where: 'it says where',
  words: 'it holds words, which are not read',
  'the tool': 'the tool keeps it for itself',
  'not asked': 'the survey has no question of this name',
}

const names = (why: Unread, list: string): [string, Unread][] => list.split(' ').map((name) => [name, why])

/** Columns that tools add, as they name them, in small letters and with a _ for anything else. */
const ADDED: ReadonlyMap<string, Unread> = new Map([
  ...names(
    'who',
    '_id _uuid id uuid key deviceid device_id username simserial sim_serial subscriberid phonenumber _submitted_by submitterid submittername instanceid meta_instanceid instancename meta_instancename meta_rootuuid rootuuid formhub_uuid record_id token access_code ipaddr ip_address refurl referrer_url redcap_survey_identifier redcap_data_access_group survey_identifier data_access_group seed parent_key key_uuid response_id antwort_id zugangscode ip_adresse firstname lastname name email email_address e_mail_adresse e_mail nombre_de_usuario adresse_e_mail participant_id responseid ipaddress recipientlastname recipientfirstname recipientemail externalreference externaldatareference',
  ),
  ...names(
    'when',
    'start end today starttime endtime start_time end_time _submission_time submissiondate submission_date submitdate startdate datestamp date_submitted date_started date_last_action datum_abgeschickt datum_gestartet enddate recordeddate timestamp zeitstempel marca_temporal horodateur completion_time last_modified_time duration_in_seconds interviewtime total_time _edited last_edited_at updatedat',
  ),
  ...names(
    'the tool',
    'status_response_type progress finished distributionchannel userlanguage _validation_status _notes _status _tags _index _parent_index _parent_table_name _attachments _supplementaldetails _xform_id_string __version__ _version_ version formversion form_version attachmentspresent attachmentsexpected status reviewstate edits lastpage last_page startlanguage start_language startsprache letzte_seite redcap_event_name redcap_repeat_instrument redcap_repeat_instance event_name repeat_instrument repeat_instance complete audit meta_audit isvalidated',
  ),
])

const ENDINGS: readonly (readonly [RegExp, Unread])[] = [
  [/^attribute_\d+$/, 'who'],
  [/^_?geolocation$|(^location|_)(latitude|longitude|altitude|precision|accuracy)$/, 'where'],
  [/_timestamp$|^(group|question)_?time|time$/, 'when'],
  [/_complete$|^set_of_/, 'the tool'],
  [/(_url|_filecount|comment)$/, 'words'],
]

/** LimeSurvey may write the code before the words: "submitdate. Date submitted". */
const WITH_CODE = /^(id|submitdate|lastpage|startlanguage|seed|token|startdate|datestamp|ipaddr|refurl|attribute_\d+)\.\s/i

function toolHeading(heading: string): string {
  return WITH_CODE.exec(heading.trim())?.[1] ?? heading.trim()
}

/** Why a column of this name is one that a tool added; undefined where it may be a question. `plain` as `plainKey` gives it. */
export function addedByTool(plain: string, raw: string): Unread | undefined {
  const key = toolHeading(raw)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_]+/gu, '_')
  return ADDED.get(key) ?? ADDED.get(plain) ?? ENDINGS.find(([ending]) => ending.test(key))?.[1]
}

/** Columns in which tools give each answer an id, as `plainKey` writes them. */
const IDS = [
  'responseid',
  'id',
  'uuid',
  'key',
  'instanceid',
  'meta_instanceid',
  'record_id',
  'response_id',
  'antwort_id',
  'id_de_respuesta',
]

/** Whether a tool gives each answer an id in a column of this name. */
export function numbersAnswers(heading: string): boolean {
  return IDS.includes(plainKey(toolHeading(heading)))
}

/** Headings that only one of the tools writes, or few others do. */
const OF_TOOL: Readonly<Record<Tool, RegExp>> = {
  kobo: /^_(id|uuid|index|submission_time|submitted_by|validation_status|notes|status|tags)$|^__version__$|\//i,
  odk: /^(key|submissiondate|submitter(id|name)|reviewstate|attachments(present|expected)|formversion|(.*[-:/])?instanceid)$/i,
  redcap:
    /^redcap_|^(record|survey)[ _](id|identifier|timestamp)$|___|_(complete|timestamp)$|^(complete\?|event name|repeat instrument)$|\(choice=/i,
  limesurvey:
    /^(submitdate|lastpage|startlanguage|startdate|datestamp|seed|interviewtime|ipaddr|refurl|response id|antwort id|date submitted|datum abgeschickt|last page|letzte seite|start language|startsprache)$|\[.+\]$|^\d+X\d+X\d+/i,
}

/** Whether this tool writes a heading so. */
export function isOfTool(tool: Tool, heading: string): boolean {
  return OF_TOOL[tool].test(toolHeading(heading)) || (tool === 'limesurvey' && WITH_CODE.test(heading.trim()))
}

/** Columns that say whether an answer was sent: rows without a value in them never were. */
const SENT = ['submitdate', 'date_submitted', 'datum_abgeschickt', 'fecha_de_envío', 'date_de_soumission']

export function saysSent(heading: string): boolean {
  return SENT.includes(plainKey(toolHeading(heading)))
}

/** Whether Qualtrics says in this column how an answer came about. */
export function isResponseType(heading: string): boolean {
  return /^status\. response type$/i.test(heading.trim())
}

/** Whether an answer is nobody's, by its words or its number in Qualtrics: a preview, a test, or spam. */
export function isTrial(responseType: string): boolean {
  return /preview|test|spam/i.test(responseType) || ['1', '2', '8', '9', '12', '17'].includes(responseType)
}

/** A row of tags under the headings (HXL), as Kobo writes it where somebody asks for it: nobody's answers. */
export function areTags(cells: readonly string[]): boolean {
  const said = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  return said.length > 0 && said.every((cell) => /^#\p{L}/u.test(cell))
}

/** A column of the time somebody took for a question, which LimeSurvey names with the name of that question. */
export function isTiming(heading: string): boolean {
  return /^(question|group) time: /i.test(heading.trim())
}
