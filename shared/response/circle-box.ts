import { combine, split } from 'shamir-secret-sharing'
import { decrypt, encrypt, openBytes, sealBytes } from './sealed-box.ts'

/** Who holds a part of what opens a story, and how many of them it takes. */
export type StoryCircle = {
  /** SHA-256 of what the circle is, in hex. Each box names it. */
  readonly id: string
  /** At least 2. */
  readonly needed: number
  /** `key` is the public half of an X25519 key. */
  readonly holders: readonly { readonly id: string; readonly key: Uint8Array }[]
}

/** 32 fresh random bytes each. */
export type CircleRandom = { readonly key: Uint8Array; readonly ephemeral: Uint8Array }

/*
 * A box: 8 bytes that say what it is, the hash of the circle, how many parts it takes and how many there are, the sealed parts,
 * and what is in it under a key of its own. That key is split (Shamir, GF(256)) when the box is made and then forgotten:
 * no key that opens more than one box exists anywhere.
 */
const MARK = Buffer.from('circle/1')
const HASH_BYTES = 32
const FIXED = MARK.length + HASH_BYTES + 2
/** A share of 33 bytes, sealed. */
const PART_BYTES = 33
const SEALED_PART = 32 + PART_BYTES + 16
const PURPOSE = 'story part'

/** Seals bytes so that only `needed` holders of a circle together can open them. */
export async function sealToCircle(circle: StoryCircle, bytes: Uint8Array, { key, ephemeral }: CircleRandom): Promise<Uint8Array> {
  const { id, needed, holders } = circle
  if (needed < 2) throw new RangeError('a box is never sealed so that one holder alone can open it')
  const parts = await split(Uint8Array.from(key), holders.length, needed)
  const sealed = holders.map((holder, at) => sealBytes(holder.key, PURPOSE, parts[at] ?? new Uint8Array(), ephemeral))
  const head = Buffer.concat([MARK, Buffer.from(id, 'hex'), Uint8Array.of(needed, holders.length), ...sealed])
  return Buffer.concat([head, encrypt(key, bytes, head)])
}

/** What of a box its holders need: its sealed parts, and nothing that anybody wrote. Undefined for anything but such a box. */
export function headOf(sealed: Uint8Array): Uint8Array | undefined {
  const [needed = 0, count = 0] = sealed.subarray(FIXED - 2, FIXED)
  const end = FIXED + count * SEALED_PART
  const isBox = Buffer.compare(sealed.subarray(0, MARK.length), MARK) === 0 && needed >= 2 && count >= needed && sealed.length >= end
  return isBox ? sealed.subarray(0, end) : undefined
}

/** How many parts open a box. */
export function partsNeeded(head: Uint8Array): number {
  return head[FIXED - 2] ?? Number.POSITIVE_INFINITY
}

/** The part that is sealed to this holder; undefined where none is. */
export function partFor(head: Uint8Array, holderSecret: Uint8Array): Uint8Array | undefined {
  for (let at = FIXED; at + SEALED_PART <= head.length; at += SEALED_PART) {
    const part = opened(head.subarray(at, at + SEALED_PART), holderSecret)
    if (part) return part
  }
  return undefined
}

function opened(sealedPart: Uint8Array, secret: Uint8Array): Uint8Array | undefined {
  try {
    return openBytes(sealedPart, PURPOSE, secret)
  } catch {
    return undefined
  }
}

/** More ways to choose parts than this are not tried: so many wrong ones are no accident. */
const MOST_TRIES = 1000

/** What is in a box. Throws when the parts are too few or wrong. Some may be wrong, as long as enough are right. */
export async function openCircleBox(sealed: Uint8Array, parts: readonly Uint8Array[]): Promise<Uint8Array> {
  const head = headOf(sealed)
  if (!head) throw new Error('this is no box that was sealed to a circle')
  const own = distinct(parts)
  let tries = 0
  for (const chosen of choices(own, partsNeeded(head))) {
    if (++tries > MOST_TRIES) break
    const found = await openedWith(sealed, head, chosen)
    if (found) return found
  }
  throw new Error('too few parts of this box are here, or some are not its own')
}

async function openedWith(sealed: Uint8Array, head: Uint8Array, parts: readonly Uint8Array[]): Promise<Uint8Array | undefined> {
  try {
    return decrypt(await combine(parts.map((part) => Uint8Array.from(part))), sealed.subarray(head.length), head)
  } catch {
    return undefined
  }
}

function distinct(parts: readonly Uint8Array[]): Uint8Array[] {
  const sound = parts.filter(({ length }) => length === PART_BYTES)
  return [...new Map(sound.map((part) => [Buffer.from(part).toString('hex'), part])).values()]
}

/** Every way to choose so many, in order. */
function* choices<T>(from: readonly T[], many: number): Generator<readonly T[]> {
  if (many === 0) yield []
  for (const [at, first] of from.entries()) {
    if (many === 0 || from.length - at < many) return
    for (const rest of choices(from.slice(at + 1), many - 1)) yield [first, ...rest]
  }
}
