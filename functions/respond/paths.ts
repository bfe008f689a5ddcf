import type { Place } from './visit/navigation.ts'

/** Addresses stay in the history of a phone: they name pages by number and surveys by a link that says nothing. */
export function pathsOf(link: string) {
  const start = `/s/${link}`
  return {
    start,
    consent: `${start}/consent`,
    step: (number: number): string => `${start}/${number}`,
    /** The same page, asked for from "check your answers", to which it leads back. */
    change: (number: number): string => `${start}/check/${number}`,
    check: `${start}/check`,
    send: `${start}/send`,
    all: `${start}/all`,
    /** Asks before anything is deleted. `place`: the page to come back to, as `placeOf` gives it. */
    stop: (place?: string): string => from(`${start}/stop`, place),
    /** Places to turn to, and a way back to the page one came from. */
    support: (place?: string): string => from(`${start}/support`, place),
    contact: `${start}/contact`,
    contactKept: `${start}/contact/kept`,
    receipt: `${start}/receipt`,
    /** The code alone, to be printed. */
    paper: paperOf(`${start}/receipt`),
    cookies: `${start}/cookies`,
    declined: `${start}/declined`,
    adults: `${start}/adults`,
    stopped: `${start}/stopped`,
    ended: `${start}/ended`,
  }
}

/** The page that shows the code of a receipt page alone. */
export function paperOf(receipt: string): string {
  return `${receipt}/paper`
}

function from(path: string, place: string | undefined): string {
  return place === undefined ? path : `${path}/${place}`
}

/** The part of a page's address after that of its survey. */
export function placeOf(path: string, { start }: Paths): string {
  return path.slice(start.length + 1)
}

/** The page that an address names as the one to come back to; the first page where it names none of a visit. */
export function pathAt(place: string | undefined, { start }: Paths): string {
  return place !== undefined && /^(consent|all|check|send|contact|(check\/)?[1-9]\d{0,3})$/.test(place) ? `${start}/${place}` : start
}

export type Paths = ReturnType<typeof pathsOf>

export function pathTo(place: Place, paths: Paths): string {
  return place.at === 'step' ? paths.step(place.number) : paths[place.at]
}
