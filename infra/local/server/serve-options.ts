import { CodedError } from '#shared/problem.ts'

export type ServeSettings = {
  readonly data: string
  readonly origin: string
  readonly port: string
  readonly host: string
  readonly proxy?: readonly string[]
}

export type ServeOptions = {
  readonly dataDir: string
  /** `https://survey.example.org` */
  readonly publicOrigin: string
  readonly port: number
  readonly host?: { readonly address: string; readonly peers: readonly string[] }
}

const OWN = ['127.0.0.1', '::1', 'localhost']

/** Parses what `chorus serve` was given. Throws CodedError where people's answers would travel unprotected. */
export function readServeOptions({ data, origin, port, host, proxy = [] }: ServeSettings): ServeOptions {
  const refuse = (message: string): never => {
    throw new CodedError('serve-option', message)
  }
  const parsed = URL.canParse(origin) ? new URL(origin) : refuse(`--origin ${origin} is no address: write https://survey.example.org`)
  if (parsed.origin !== origin.replace(/\/$/, '')) {
    refuse(`--origin ${origin} says more than it should: write ${parsed.origin}, without a path`)
  }
  if (parsed.protocol !== 'https:' && !OWN.includes(parsed.hostname)) {
    refuse(
      `--origin ${origin} is not protected on its way: people reach a survey by https://. Put a proxy with a certificate in front (docs/one-machine.md)`,
    )
  }
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) refuse(`--port ${port} is no port: use a number from 0 (any free one) to 65535`)
  if (!OWN.includes(host) && proxy.length === 0) {
    refuse(
      `--host ${host} lets other machines connect without protection: name the address of the proxy in front with --proxy, or leave --host out`,
    )
  }
  const address = host === 'localhost' ? '127.0.0.1' : host
  return {
    dataDir: data,
    publicOrigin: parsed.origin,
    port: Number(port),
    ...(host !== '127.0.0.1' && { host: { address, peers: proxy } }),
  }
}
