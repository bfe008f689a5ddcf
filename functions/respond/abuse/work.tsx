import { createHash, createHmac } from 'node:crypto'
import { hmacKey } from '#shared/hmac-key.ts'
import { WORK_AT } from '#shared/pages/page-files.ts'
import type { Words } from '#shared/pages/words/en.ts'
import { WORK_BITS } from '#shared/pages/work-script.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { FIELD } from '../fields.ts'

export type Work = {
  /**
   * The challenge that a browser is asked to work on; undefined where the survey asks for nothing. `seed`: the visit's, or the
   * page's nonce.
   */
  challenge(survey: Survey, seed: Uint8Array): string | undefined
  /** Whether the form holds the result of the work, or none was asked for. One result counts for one sending. */
  isDone(survey: Survey, seed: Uint8Array, receiptBits: Uint8Array, form: URLSearchParams): boolean
}

/** The most pages that an instance remembers to have accepted work from. */
const REMEMBERED = 50_000

/**
 * Asks for work and checks it without keeping anything: the challenge is a keyed hash of something that only this visit
 * or page has, and lives as long as that does. A visit sends once anyway. A page could be sent again with other answers,
 * so each instance remembers, in its memory alone, which pages it has taken work from.
 */
export function workOf(pepper: Uint8Array): Work {
  const taken = new Map<string, string>()

  function challengeOf(seed: Uint8Array): string {
    return createHmac('sha256', hmacKey(pepper)).update('chorus work\0').update(seed).digest('hex').slice(0, 32)
  }

  return {
    challenge: ({ abuse }, seed) => (abuse ? challengeOf(seed) : undefined),
    isDone({ abuse }, seed, receiptBits, form) {
      if (!abuse) return true
      const found = form.get(FIELD.work) ?? ''
      if (!/^\d{1,12}$/.test(found) || !startsWithZeros(`${challengeOf(seed)}${found}`)) return false
      const [page, sending] = [hex(seed), hex(receiptBits)]
      const before = taken.get(page)
      if (before !== undefined) return before === sending
      const oldest = taken.size >= REMEMBERED ? taken.keys().next().value : undefined
      if (oldest !== undefined) taken.delete(oldest)
      taken.set(page, sending)
      return true
    },
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

function startsWithZeros(text: string): boolean {
  return createHash('sha256').update(text).digest().readUInt32BE() >>> (32 - WORK_BITS) === 0
}

type AskProps = { readonly words: Words; readonly challenge: string | undefined }

/** Asks the browser for work while the person reads on. Nothing has to be done, and without a script nothing is said. */
export function AskForWork({ words, challenge }: AskProps) {
  if (!challenge) return null
  const { busy, done } = words.access.work
  return (
    <>
      <input type="hidden" name={FIELD.work} />
      <p id="w" class="soft" role="status" data-work={challenge} data-busy={busy} data-done={done} />
      <script src={WORK_AT} defer />
    </>
  )
}
