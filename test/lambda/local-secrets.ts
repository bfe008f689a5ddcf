import { createServer } from 'node:http'
import { listen } from '#infra/local/listen.ts'

/** Secrets Manager, as far as a function asks it: the value of one secret. `values` is by ARN. */
export async function startSecrets(values: ReadonlyMap<string, string>): Promise<{ readonly endpoint: string; stop(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const { SecretId } = JSON.parse(Buffer.concat(await request.toArray()).toString())
    const value = request.headers['x-amz-target'] === 'secretsmanager.GetSecretValue' ? values.get(SecretId) : undefined
    response.writeHead(value ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' })
    response.end(JSON.stringify(value ? { ARN: SecretId, SecretString: value } : { __type: 'ResourceNotFoundException' }))
  })
  const endpoint = `http://127.0.0.1:${await listen(server, 0)}`
  return {
    endpoint,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
