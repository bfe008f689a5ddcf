import { type Options, Presets, SingleBar } from 'cli-progress'

export type ProgressBar = {
  readonly step: () => void
  /** Says what is being done at the moment, behind the numbers. */
  readonly at: (place: string) => void
  readonly stop: () => void
}

/** Where progress is shown: a terminal says so. */
export type ProgressStream = NodeJS.WritableStream & { readonly isTTY?: boolean }

const BAR: Options = { format: '{label} {bar} {value} of {total}{place}', hideCursor: true, clearOnComplete: false, fps: 5 }

/** A bar on a terminal, a line every tenth elsewhere; nothing on stdout, which may be a pipe. */
export function showProgress(label: string, total: number, stream: ProgressStream): ProgressBar {
  return stream.isTTY ? bar(label, total, stream) : lines(label, total, stream)
}

function bar(label: string, total: number, stream: ProgressStream): ProgressBar {
  const shown = new SingleBar({ ...BAR, stream }, Presets.shades_classic)
  shown.start(total, 0, { label, place: '' })
  return { step: () => shown.increment(), at: (place) => shown.update({ place }), stop: () => shown.stop() }
}

function lines(label: string, total: number, stream: ProgressStream): ProgressBar {
  let done = 0
  let place = ''
  return {
    step() {
      const before = Math.floor((10 * done) / total)
      done++
      if (Math.floor((10 * done) / total) > before) stream.write(`${label} ${done} of ${total}${place}\n`)
    },
    at(now) {
      place = now
    },
    stop: () => undefined,
  }
}
