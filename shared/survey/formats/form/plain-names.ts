import { optionId, questionId, sectionId } from '../../ids.ts'

const WHOLE = { question: questionId, option: optionId, section: sectionId } as const

/** Names under which a survey can keep things, from names that a form uses: each once, and like the form's where that can be. */
export class Names {
  readonly #taken = new Set<string>()
  readonly #pattern: keyof typeof WHOLE

  constructor(pattern: keyof typeof WHOLE) {
    this.#pattern = pattern
  }

  /** A free name for this one: no two differ only in capitals. */
  take(name: string): string {
    const base = this.#fitting(name)
    let free = base
    for (let i = 2; this.#taken.has(free.toLowerCase()) || free in Object.prototype; i++) free = `${base}_${i}`
    this.#taken.add(free.toLowerCase())
    return free
  }

  /** A name that the form asks for, as it is. Undefined where there is none, or it is no name. */
  claim(name: string | undefined): string | undefined {
    if (name === undefined || !WHOLE[this.#pattern].safeParse(name).success) return undefined
    this.#taken.add(name.toLowerCase())
    return name
  }

  #fitting(name: string): string {
    if (WHOLE[this.#pattern].safeParse(name).success) return name
    const kept = this.#pattern === 'option' ? /[^A-Za-z0-9._+-]+/g : this.#pattern === 'section' ? /[^A-Za-z0-9_-]+/g : /[^A-Za-z0-9._-]+/g
    const plain = name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(kept, '_')
      .slice(0, this.#pattern === 'question' ? 70 : this.#pattern === 'section' ? 36 : 50)
    const start = this.#pattern === 'option' ? /^[A-Za-z0-9]/ : /^[A-Za-z]/
    const usable = plain.replace(/^[_.+-]+/, '').replace(/\.(share|wait|say|find|found)$/, '_$1')
    return start.test(usable) ? usable : `${this.#pattern.charAt(0)}_${usable}`.replace(/_+$/, '')
  }
}
