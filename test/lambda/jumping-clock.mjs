// A clock that cannot be trusted: it is right, ten hours ahead or ten behind, in turn, and goes on ticking.
const real = Date.now
const JUMPS = [0, 10, -10].map((hours) => hours * 3_600_000)
let asked = 0

globalThis.Date = class extends Date {
  constructor(...given) {
    if (given.length > 0) super(...given)
    else super(Date.now())
  }

  static now() {
    return real() + (JUMPS[asked++ % JUMPS.length] ?? 0)
  }
}
