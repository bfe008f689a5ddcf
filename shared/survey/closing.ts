import * as z from 'zod'

/**
 * When a survey takes its last answers: a day, an hour and the zone whose clocks show it, such as
 * `2027-03-01 18:00 Europe/London`. It is kept as it was said, and becomes an instant when it is asked for.
 */
const WRITTEN = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}) ([A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*)$/
const HOW = 'write a day, an hour and the name of a zone, such as 2027-03-01 18:00 Europe/London'

export const closing = z.string().regex(WRITTEN, HOW)

/** As people write it: a zone that there is, and an hour that its clocks show. */
export const authoredClosing = closing
  .refine(
    (text) => !WRITTEN.test(text) || isZone(partsOf(text).zone),
    'name a zone of the tz database, such as Europe/London or America/New_York',
  )
  .refine(
    (text) => !WRITTEN.test(text) || !isZone(partsOf(text).zone) || instantsOf(text).length > 0,
    'choose another hour: on this day the clocks of the zone skip it',
  )

const HOUR_MS = 60 * 60 * 1000
/** The time after closing in which people who began before may still send, in milliseconds. */
const GRACE_MS = HOUR_MS

/**
 * The instant. Where clocks are put back and show an hour twice, the second one: nobody has less time than was said. Of
 * an hour that clocks leave out, which no survey that was checked has, the instant at which they leap over it.
 */
export function closesAt(text: string): Date {
  const instants = instantsOf(text)
  if (instants.length > 0) return new Date(Math.max(...instants))
  const { local, zone } = partsOf(text)
  return new Date(local - Math.max(...offsetsAround(local, zone)))
}

/** The instant until which people who had begun may send, a while after the closing. */
export function lastSendingAt(text: string): Date {
  return new Date(closesAt(text).getTime() + GRACE_MS)
}

/** `finishing`: nobody can begin any more, and people who have begun can still send. */
export type Stage = 'open' | 'finishing' | 'over'

/** Gives the stage of a survey at an instant, by the closing in its definition; a survey without one is open. */
export function stageOf(text: string | undefined, now: Date): Stage {
  if (text === undefined || now < closesAt(text)) return 'open'
  return now < lastSendingAt(text) ? 'finishing' : 'over'
}

/** The name of the zone in a closing. */
export function zoneOf(text: string): string {
  return partsOf(text).zone
}

function partsOf(text: string): { readonly local: number; readonly zone: string } {
  const [, year, month, day, hour, minute, zone = ''] = WRITTEN.exec(text) ?? []
  return { local: Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute)), zone }
}

/** The instants at which the clocks of the zone show this: one, none or two. */
function instantsOf(text: string): number[] {
  const { local, zone } = partsOf(text)
  // 31 February, or 25 o'clock, is some other time when it is read back.
  if (!text.startsWith(new Date(local).toISOString().slice(0, 16).replace('T', ' '))) return []
  return offsetsAround(local, zone)
    .map((offset) => local - offset)
    .filter((instant) => instant + offsetAt(instant, zone) === local)
}

/** The milliseconds by which the clocks of a zone are ahead, a day before and a day after: no zone changes twice within that. */
function offsetsAround(local: number, zone: string): number[] {
  return [...new Set([offsetAt(local - 24 * HOUR_MS, zone), offsetAt(local + 24 * HOUR_MS, zone)])]
}

function offsetAt(instant: number, zone: string): number {
  const shown = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant)
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(shown.find((each) => each.type === type)?.value)
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - instant
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
