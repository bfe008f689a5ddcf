import { crc32, deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE = 8
/** Text has a few flat colours and the greys between them: more would not be seen. */
const COLOURS = 128

/** The same picture in a third of the bytes: Chromium keeps a colour a dot, and a page has few. Of 8 bits a channel, not interlaced. */
export function smallPng(png: Buffer): Buffer {
  const { head, packed } = chunksOf(png)
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)]
  const bytesADot = head.readUInt8(9) === 6 ? 4 : 3
  const dots = dotsOf(inflateSync(packed), width, height, bytesADot)
  const palette = paletteOf(dots)
  const nearest = new Map<number, number>()
  const rows = Buffer.alloc((width + 1) * height)
  for (const [at, dot] of dots.entries()) {
    const index = nearest.get(dot) ?? nearestIn(palette, dot)
    nearest.set(dot, index)
    rows[(width + 1) * Math.floor(at / width) + 1 + (at % width)] = index
  }
  const header = Buffer.from(head)
  header.writeUInt8(3, 9)
  const colours = Buffer.from(palette.flatMap((dot) => channelsOf(dot)))
  return Buffer.concat([
    png.subarray(0, SIGNATURE),
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunksOf(png: Buffer): { head: Buffer; packed: Buffer } {
  const found = new Map<string, Buffer[]>()
  for (let at = SIGNATURE; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const type = png.toString('latin1', at + 4, at + 8)
    found.set(type, [...(found.get(type) ?? []), png.subarray(at + 8, at + 8 + length)])
    at += 12 + length
  }
  return { head: Buffer.concat(found.get('IHDR') ?? []), packed: Buffer.concat(found.get('IDAT') ?? []) }
}

/** Undoes the filter of each row (PNG specification, section 9) and gives each dot as one number, red first. */
function dotsOf(filtered: Buffer, width: number, height: number, bytesADot: number): Uint32Array {
  const stride = width * bytesADot
  const plain = Buffer.alloc(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = filtered[y * (stride + 1)]
    for (let x = 0; x < stride; x++) {
      const left = x >= bytesADot ? (plain[y * stride + x - bytesADot] ?? 0) : 0
      const up = y > 0 ? (plain[(y - 1) * stride + x] ?? 0) : 0
      const corner = x >= bytesADot && y > 0 ? (plain[(y - 1) * stride + x - bytesADot] ?? 0) : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0] ?? 0
      plain[y * stride + x] = (filtered[y * (stride + 1) + 1 + x] ?? 0) + guess
    }
  }
  return Uint32Array.from({ length: width * height }, (_, at) => plain.readUIntBE(at * bytesADot, 3))
}

function paeth(left: number, up: number, corner: number): number {
  const [byLeft, byUp, byCorner] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
  return byLeft <= byUp && byLeft <= byCorner ? left : byUp <= byCorner ? up : corner
}

function paletteOf(dots: Uint32Array): number[] {
  const times = new Map<number, number>()
  for (const dot of dots) times.set(dot, (times.get(dot) ?? 0) + 1)
  const byUse = [...times].sort(([, a], [, b]) => b - a)
  return byUse.slice(0, COLOURS).map(([dot]) => dot)
}

function nearestIn(palette: readonly number[], dot: number): number {
  const distances = palette.map((each) => channelsOf(each).reduce((sum, value, i) => sum + (value - (channelsOf(dot)[i] ?? 0)) ** 2, 0))
  return distances.indexOf(Math.min(...distances))
}

function channelsOf(dot: number): number[] {
  return [dot >> 16, (dot >> 8) & 255, dot & 255]
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
