import { westernDigits } from '../digits.ts'

/**
 * The receipt code as people read, write and type it: 80 bits as 16 Crockford base-32 characters in groups of four,
 * then a check character, for example `7K2M-QX4D-9TBC-0EFG-V`.
 */

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const SYMBOLS = 16

/** A receipt code as people read it: 10 bytes as 16 Crockford base 32 letters and a check letter, in groups of four. Throws when there are not 80 bits. */
export function formatCode(bits: Uint8Array): string {
  if (bits.length !== 10) throw new Error('a receipt code has 80 bits')
  const digits = toDigits(bits)
  const letters = [...digits, checkDigit(digits)].map((digit) => ALPHABET[digit]).join('')
  return letters.replace(/(.{4})(?=.)/g, '$1-')
}

/** Reads what a person typed: any case, digits of any keyboard, spaces and dashes anywhere, O for 0, I and L for 1. Undefined when it cannot be a code. */
export function parseCode(typed: string): Uint8Array | undefined {
  const cleaned = westernDigits(typed)
    .toUpperCase()
    .replace(/[\s\-‐-―−.]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  const digits = [...cleaned].map((letter) => ALPHABET.indexOf(letter))
  if (digits.length !== SYMBOLS + 1 || digits.includes(-1)) return undefined
  const body = digits.slice(0, SYMBOLS)
  return checkDigit(body) === digits[SYMBOLS] ? fromDigits(body) : undefined
}

/**
 * A weighted sum over GF(32), weights the powers of a primitive element (x^5 + x^2 + 1): finds every single wrong
 * character and every swap of two, wherever they stand.
 */
function checkDigit(digits: readonly number[]): number {
  return digits.reduce((sum, digit) => double(sum ^ digit), 0)
}

function double(element: number): number {
  const shifted = element << 1
  return shifted & 32 ? (shifted ^ 0b100101) & 31 : shifted
}

function toDigits(bits: Uint8Array): number[] {
  let value = bits.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n)
  return Array.from({ length: SYMBOLS }, () => {
    const digit = Number(value & 31n)
    value >>= 5n
    return digit
  }).reverse()
}

function fromDigits(digits: readonly number[]): Uint8Array {
  let value = digits.reduce((number, digit) => (number << 5n) | BigInt(digit), 0n)
  const bits = new Uint8Array(10)
  for (let i = 9; i >= 0; i--) {
    bits[i] = Number(value & 255n)
    value >>= 8n
  }
  return bits
}
