import type { Words } from '#shared/pages/words/en.ts'

/**
 * A name that machines like to fill in. No browser knows a value for it, and it is in nobody's way: not seen, not read out, not
 * reached by a key.
 */
const TRAP = '_url'

/** A box that only a machine fills in. Where styles are off, it says to be left empty. */
export function Trap({ words }: { readonly words: Words }) {
  return (
    <p hidden>
      <label for={TRAP}>{words.access.trap.label}</label>
      <input type="text" id={TRAP} name={TRAP} autocomplete="off" tabindex={-1} />
    </p>
  )
}

/** Whether something filled the box in. Nobody's answers are dropped for it: they are shown again, without the box. */
export function isTrapped(form: URLSearchParams): boolean {
  return (form.get(TRAP) ?? '') !== ''
}
