import { createHash } from 'node:crypto'

/** The address at which the script of a draft asks whether its page has changed. No route of ours begins so. */
export const CHANGES_AT = '/-/changes/'

/** Longer than this no request waits: the script asks again. */
const WAIT_MS = 20_000

/** Counts changes, and lets pages wait for the next one. */
export class PageChanges {
  #count = 0
  readonly #waiting = new Set<() => void>()
  #isOver = false

  get count(): number {
    return this.#count
  }

  happened(): void {
    this.#count++
    this.#letAllGo()
  }

  /** From now on no request waits: who serves them can stop. */
  end(): void {
    this.#isOver = true
    this.#letAllGo()
  }

  /** The count, as soon as it is another one than a page knows, or after a while. */
  async after(known: number): Promise<number> {
    if (known !== this.#count || this.#isOver) return this.#count
    await new Promise<void>((resolve) => {
      const go = () => {
        clearTimeout(timer)
        this.#waiting.delete(go)
        resolve()
      }
      const timer = setTimeout(go, WAIT_MS)
      timer.unref()
      this.#waiting.add(go)
    })
    return this.#count
  }

  #letAllGo(): void {
    for (const go of [...this.#waiting]) go()
  }
}

/** Loads the page again once there is another count than that it was made with. */
export function reloadScript(count: number): { readonly tag: string; readonly source: string } {
  const code = `(async()=>{for(;;){try{const r=await fetch('${CHANGES_AT}${count}');if(await r.text()!='${count}')return location.reload()}catch{await new Promise(r=>setTimeout(r,1000))}}})()`
  return { tag: `<script>${code}</script>`, source: `'sha256-${createHash('sha256').update(code).digest('base64')}'` }
}
