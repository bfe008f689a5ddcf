import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatCode, parseCode } from '#shared/response/receipt.ts'

const bits = fc.uint8Array({ minLength: 10, maxLength: 10 })

describe('a receipt code', () => {
  it('is four groups of four characters and a check character', () => {
    const zeros = formatCode(new Uint8Array(10))
    const ones = formatCode(new Uint8Array(10).fill(255))

    expect(zeros).toBe('0000-0000-0000-0000-0')
    expect(ones).toMatch(/^ZZZZ-ZZZZ-ZZZZ-ZZZZ-[0-9A-HJKMNP-TV-Z]$/)
  })

  it('is read back from what it shows', () => {
    fc.assert(
      fc.property(bits, (code) => {
        expect(parseCode(formatCode(code))).toEqual(code)
      }),
    )
  })

  it('is read whatever case, spaces, dashes or look-alike letters a person types', () => {
    const code = new Uint8Array([0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf])
    const shown = formatCode(code)

    const typed = ` ${shown.toLowerCase().replaceAll('-', ' – ').replaceAll('0', 'o').replaceAll('1', 'l')} `

    expect(parseCode(typed)).toEqual(code)
  })

  it('with any one character wrong is not a code', () => {
    const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
    fc.assert(
      fc.property(bits, fc.nat({ max: 16 }), fc.nat({ max: 31 }), (code, place, letter) => {
        const letters = [...formatCode(code).replaceAll('-', '')]
        fc.pre(letters[place] !== alphabet[letter])
        letters[place] = alphabet[letter] ?? ''
        expect(parseCode(letters.join(''))).toBeUndefined()
      }),
    )
  })

  it('with any two characters swapped is not a code', () => {
    fc.assert(
      fc.property(bits, fc.nat({ max: 16 }), fc.nat({ max: 16 }), (code, one, other) => {
        const letters = [...formatCode(code).replaceAll('-', '')]
        const [a = '', b = ''] = [letters[one], letters[other]]
        fc.pre(a !== b)
        letters[one] = b
        letters[other] = a
        expect(parseCode(letters.join(''))).toBeUndefined()
      }),
    )
  })

  it('is never read from anything else', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        expect(parseCode(typed)).toBeUndefined()
      }),
    )
    expect(parseCode('')).toBeUndefined()
    expect(parseCode('0000-0000-0000-0000')).toBeUndefined()
    expect(parseCode('0000-0000-0000-0000-00')).toBeUndefined()
  })
})
