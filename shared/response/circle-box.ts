import { combine, split } from 'shamir-secret-sharing'
import { areSameBytes, concatBytes, fromHex, toHex } from '#shared/bytes.ts'
import { derive } from '#shared/primitives.ts'
import { decrypt, encrypt, openBytes, padded, sealBytes, unpadded } from './sealed-box.ts'

/** The people who hold a part of the key to a story, and how many of them it takes. */
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

/** The content of a box: `label` can be read without the bytes, by those who could open it. */
type Content = { readonly label: unknown; readonly bytes: Uint8Array }

/*
 * A box: 8 bytes that say what it is, the hash of the circle, how many parts it takes and how many there are, the sealed parts,
 * the label, and what is in it. The key of the last two is split (Shamir, GF(256)) when the box is made and then forgotten:
 * no key that opens more than one box exists anywhere.
 */
const MARK = new TextEncoder().encode('circle/1')
const HASH_BYTES = 32
const FIXED = MARK.length + HASH_BYTES + 2
/** A share of 33 bytes, sealed. */
const PART_BYTES = 33
const SEALED_PART = 32 + PART_BYTES + 16
const LABEL_BYTES = 128
const SEALED_LABEL = LABEL_BYTES + 16
const PURPOSE = 'story part'

/** Seals a value so that only `needed` holders of a circle together can open it. */
export async function sealToCircle(circle: StoryCircle, { label, bytes }: Content, { key, ephemeral }: CircleRandom): Promise<Uint8Array> {
  const { id, needed, holders } = circle
  if (needed < 2) throw new RangeError('a box is never sealed so that one holder alone can open it')
  const parts = await split(Uint8Array.from(key), holders.length, needed)
  const sealed = holders.map((holder, at) => sealBytes(holder.key, PURPOSE, parts[at] ?? new Uint8Array(), ephemeral))
  const start = concatBytes(MARK, fromHex(id), Uint8Array.of(needed, holders.length), ...sealed)
  const head = concatBytes(start, encrypt(keyFor('label', key), padded(label, LABEL_BYTES), start))
  return concatBytes(head, encrypt(keyFor('words', key), bytes, head))
}

function keyFor(what: 'label' | 'words', key: Uint8Array): Uint8Array {
  return derive(key, new Uint8Array(), `chorus story ${what}`, 32)
}

/** All of a box but what is in it: its sealed parts and its label. Undefined for anything but such a box. */
export function headOf(sealed: Uint8Array): Uint8Array | undefined {
  const [needed = 0, count = 0] = sealed.subarray(FIXED - 2, FIXED)
  const end = FIXED + count * SEALED_PART + SEALED_LABEL
  const isBox = areSameBytes(sealed.subarray(0, MARK.length), MARK) && needed >= 2 && count >= needed && sealed.length >= end
  return isBox ? sealed.subarray(0, end) : undefined
}

/** The part that is sealed to this holder; undefined where none is. */
export function partFor(head: Uint8Array, holderSecret: Uint8Array): Uint8Array | undefined {
  for (let at = FIXED; at + SEALED_PART <= head.length - SEALED_LABEL; at += SEALED_PART) {
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

/** The label of a box, still to be parsed, from its head. Throws as `openCircleBox` does. */
export async function openLabel(head: Uint8Array, parts: readonly Uint8Array[]): Promise<unknown> {
  return unpadded(await withParts(head, parts, (key) => labelIn(head, key)))
}

/** Opens a box and gives its content. Throws when the parts are too few or wrong. Some may be wrong, as long as enough are right. */
export async function openCircleBox(sealed: Uint8Array, parts: readonly Uint8Array[]): Promise<Uint8Array> {
  const head = headOf(sealed)
  if (!head) throw new Error('this is no box that was sealed to a circle')
  return withParts(head, parts, (key) => decrypt(keyFor('words', key), sealed.subarray(head.length), head))
}

function labelIn(head: Uint8Array, key: Uint8Array): Uint8Array {
  const start = head.length - SEALED_LABEL
  return decrypt(keyFor('label', key), head.subarray(start), head.subarray(0, start))
}

/** More ways to choose parts than this are not tried: so many wrong ones are no accident. */
const MOST_TRIES = 1000

async function withParts(head: Uint8Array, parts: readonly Uint8Array[], open: (key: Uint8Array) => Uint8Array): Promise<Uint8Array> {
  let tries = 0
  for (const chosen of choices(distinct(parts), head[FIXED - 2] ?? Number.POSITIVE_INFINITY)) {
    if (++tries > MOST_TRIES) break
    const found = await openedWith(chosen, open)
    if (found) return found
  }
  throw new Error('too few parts of this box are here, or some are not its own')
}

async function openedWith(parts: readonly Uint8Array[], open: (key: Uint8Array) => Uint8Array): Promise<Uint8Array | undefined> {
  try {
    return open(await combine(parts.map((part) => Uint8Array.from(part))))
  } catch {
    return undefined
  }
}

function distinct(parts: readonly Uint8Array[]): Uint8Array[] {
  const sound = parts.filter(({ length }) => length === PART_BYTES)
  return [...new Map(sound.map((part) => [toHex(part), part])).values()]
}

/** Every way to choose so many, in order. */
function* choices<T>(from: readonly T[], many: number): Generator<readonly T[]> {
  if (many === 0) yield []
  for (const [at, first] of from.entries()) {
    if (many === 0 || from.length - at < many) return
    for (const rest of choices(from.slice(at + 1), many - 1)) yield [first, ...rest]
  }
}
