import { settleChromium } from './chromium.ts'

/** Before the first browser test: a Chromium for all of them, with one line that says which. Other tests run without one. */
export default async function setup(): Promise<void> {
  process.stderr.write(`${await settleChromium()}\n`)
}
