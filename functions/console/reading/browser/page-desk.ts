import { ed25519 } from '@noble/curves/ed25519.js'
import * as z from 'zod'
import { askStatement, type KeptStep, type StoryAsk } from '#functions/console/stories/ask.ts'
import type { StoryDesk } from '#functions/story-desk/story-desk.ts'
import { fromBase64url, toBase64url } from '#shared/bytes.ts'
import { statementBytes } from '#shared/governance/statement.ts'
import { CodedError } from '#shared/problem.ts'
import type { DeskData } from '../desk-data.ts'
import type { OwnKeys } from './own-keys.ts'

const refused = z.object({ refused: z.string() })

/** A desk in this browser. Its secret stays in the memory of one page, and goes with it. */
export function pageDesk(data: DeskData, keys: OwnKeys): StoryDesk {
  const [one, other] = data.readers.map(({ id }) => id)
  if (one === undefined || other === undefined) throw new Error('two people read')
  return {
    own: { id: data.by, secret: keys.sealing },
    now: new Date(),
    stories: data.stories,
    readers: [one, other],
    sealingKeys: new Map(data.readers.map(({ id, key }) => [id, key])),
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    isTheirs: (step) => isSignedStep(data, step),
    ask: (ask, shape) => askSigned(data, keys, ask, shape),
  }
}

function isSignedStep({ ledger, readers }: DeskData, { by, day, seen, sig, ask, charter }: KeptStep): boolean {
  const bytes = statementBytes(askStatement({ ledger, charterHash: charter }, { by, day, seen, ask }))
  const signers = readers.find(({ id }) => id === by)?.signers ?? []
  return sig.kind === 'ed25519' && signers.some((key) => ed25519.verify(fromBase64url(sig.value), bytes, fromBase64url(key)))
}

async function askSigned<T>(data: DeskData, { asking }: OwnKeys, ask: StoryAsk, shape: z.ZodType<T>): Promise<T> {
  const unsigned = { by: data.by, day: data.day, seen: data.seen, ask }
  const statement = askStatement({ ledger: data.ledger, charterHash: data.charter }, unsigned)
  const sig = { kind: 'ed25519', value: toBase64url(ed25519.sign(statementBytes(statement), asking)) }
  const body = new URLSearchParams({ ask: JSON.stringify({ ...unsigned, sig }) })
  const response = await fetch('/board/stories', { method: 'POST', body, redirect: 'error' })
  const answer: unknown = await response.json().catch(() => undefined)
  if (response.status === 409) throw new CodedError('board-act', refused.parse(answer).refused)
  if (!response.ok) throw new CodedError('board-act', 'the board’s side did not answer')
  return shape.parse(answer)
}
