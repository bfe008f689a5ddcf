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
    stop: `${start}/stop`,
    support: `${start}/support`,
    contact: `${start}/contact`,
  }
}
export type Paths = ReturnType<typeof pathsOf>

export function pathTo(place: Place, paths: Paths): string {
  return place.at === 'step' ? paths.step(place.number) : paths[place.at]
}
