/** Names under which a survey can keep things, from names that a form uses: each once, and like the form's where that can be. */
export class Names {
  readonly #taken = new Set<string>()
  readonly #pattern: 'question' | 'option' | 'section'

  constructor(pattern: 'question' | 'option' | 'section') {
    this.#pattern = pattern
  }

  /** A free name for this one. */
  take(name: string): string {
    const base = this.#fitting(name)
    let free = base
    for (let i = 2; this.#taken.has(free.toLowerCase()) || free in Object.prototype; i++) free = `${base}_${i}`
    this.#taken.add(free.toLowerCase())
    return free
  }

  #fitting(name: string): string {
    const kept = this.#pattern === 'option' ? /[^A-Za-z0-9._+-]+/g : this.#pattern === 'section' ? /[^A-Za-z0-9_-]+/g : /[^A-Za-z0-9._-]+/g
    const plain = name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(kept, '_')
      .slice(0, this.#pattern === 'question' ? 70 : this.#pattern === 'section' ? 36 : 50)
    const start = this.#pattern === 'option' ? /^[A-Za-z0-9]/ : /^[A-Za-z]/
    const usable = plain.replace(/^[_.+-]+/, '').replace(/\.(share|wait)$/, '_$1')
    return start.test(usable) ? usable : `${this.#pattern.charAt(0)}_${usable}`.replace(/_+$/, '')
  }
}
