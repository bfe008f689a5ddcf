/** Reads numbers and slices from bytes, in the order LevelDB writes them. Throws RangeError beyond the end. */
export class Reader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length
  }

  varint(): number {
    let value = 0
    for (let factor = 1; ; factor *= 128) {
      const byte = this.#bytes[this.#at++]
      if (byte === undefined) throw new RangeError('a number beyond the end')
      value += (byte & 127) * factor
      if (byte < 128) return value
    }
  }

  slice(length = this.varint()): Uint8Array {
    if (this.#at + length > this.#bytes.length) throw new RangeError('a slice beyond the end')
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }
}
