import { parseArgs } from 'node:util'
import { CodedError } from '#shared/problem.ts'
import { portIn } from './port.ts'

export type StartOptions = {
  readonly port: number
  readonly data: string
  /** The address that people type, where a proxy with TLS stands in front; then no other name is answered to but this machine's own. */
  readonly publicOrigin?: string
  /** Delete the data folder first. */
  readonly fresh: boolean
  /** Let made-up people answer when the data folder is new. */
  readonly demo: boolean
  /** Stop when the report is written. */
  readonly once: boolean
  /** Instruments to open besides those of the demonstration, by id; `all` for all of them. */
  readonly also: readonly string[]
}

export const USAGE = `Chorus on this machine: opens two of the instruments in surveys/, and every survey that you added there, by votes of a made-up
board, serves them, writes report candidates, and publishes one.

  npm start                     serve on http://127.0.0.1:8321 and keep the data in .chorus
  npm start -- --port 9000      serve on another port
  npm start -- --data folder    keep the data in another folder
  npm start -- --public-origin https://survey.example.org
                                behind a proxy with TLS: answer to this name and to no other
  npm start -- --no-demo        a new folder stays empty: no made-up people answer or decide, and surveys are trials
  npm start -- --fresh          delete the data folder first, with every answer in it
  npm start -- --once           stop when the report is written
  npm start -- --also stories   open this instrument, too, for made-up people to answer; may be given several times,
                                and all opens all of them
  npm start -- --help           this text`

const OPTIONS = {
  port: { type: 'string', default: '8321' },
  data: { type: 'string', default: '.chorus' },
  'public-origin': { type: 'string' },
  fresh: { type: 'boolean', default: false },
  demo: { type: 'boolean', default: true },
  once: { type: 'boolean', default: false },
  also: { type: 'string', multiple: true },
  help: { type: 'boolean', default: false },
} as const

/** Throws with a sentence for the person when the arguments make no sense; `help` when that is all they want. */
export function readStartOptions(args: readonly string[]): StartOptions | 'help' {
  const values = valuesOf(args)
  if (values.help) return 'help'
  const port = portIn(values.port)
  if (values.data === '') throw new CodedError('start-option', '--data is empty: name a folder')
  const { data, fresh, demo, once, also = [] } = values
  const publicOrigin = originIn(values['public-origin'])
  return { port, data, fresh, demo, once, also, ...(publicOrigin && { publicOrigin }) }
}

function originIn(given: string | undefined): string | undefined {
  if (given === undefined) return undefined
  const url = URL.canParse(given) ? new URL(given) : undefined
  const isOrigin = url && url.protocol === 'https:' && [url.origin, `${url.origin}/`].includes(given.toLowerCase())
  if (!isOrigin) {
    throw new CodedError('start-option', `--public-origin ${given} is not an address like https://survey.example.org, without a path`)
  }
  return url.origin
}

function valuesOf(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowNegative: true, options: OPTIONS }).values
  } catch (thrown) {
    throw new CodedError('start-option', `${thrown instanceof Error ? thrown.message : thrown}. See npm start -- --help`)
  }
}
