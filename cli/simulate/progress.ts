import { type Options, Presets, SingleBar } from 'cli-progress'

export type ProgressBar = { readonly step: () => void; readonly stop: () => void }

const BAR: Options = { format: '{label} {bar} {value} of {total}', hideCursor: true, clearOnComplete: false, fps: 5 }

/** A bar on a terminal, a line every tenth elsewhere; nothing on stdout, which may be a pipe. */
export function showProgress(label: string, total: number, stream: NodeJS.WriteStream): ProgressBar {
  return stream.isTTY ? bar(label, total, stream) : lines(label, total, stream)
}

function bar(label: string, total: number, stream: NodeJS.WriteStream): ProgressBar {
  const shown = new SingleBar({ ...BAR, stream }, Presets.shades_classic)
  shown.start(total, 0, { label })
  return { step: () => shown.increment(), stop: () => shown.stop() }
}

function lines(label: string, total: number, stream: NodeJS.WriteStream): ProgressBar {
  let done = 0
  return {
    step() {
      const before = Math.floor((10 * done) / total)
      done++
      if (Math.floor((10 * done) / total) > before) stream.write(`${label} ${done} of ${total}\n`)
    },
    stop: () => undefined,
  }
}
