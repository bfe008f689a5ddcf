// What runs inside Lambda before a function does: it loads the handler that _HANDLER names from LAMBDA_TASK_ROOT and asks
// the Runtime API for one event after the other. The protocol is the published one (2018-06-01); the API's address and
// the function's settings come in the environment, as they do there.
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const { AWS_LAMBDA_RUNTIME_API, LAMBDA_TASK_ROOT, _HANDLER } = process.env
const agent = new Agent({ keepAlive: true })

function call(method, path, body) {
  return new Promise((resolve, reject) => {
    const sent = request(`http://${AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/${path}`, { method, agent }, async (response) => {
      const text = Buffer.concat(await response.toArray()).toString()
      resolve({ headers: response.headers, text })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

function described(error) {
  return JSON.stringify({
    errorType: error?.name ?? 'Error',
    errorMessage: String(error?.message ?? error),
    trace: String(error?.stack ?? '').split('\n'),
  })
}

const [file, name] = _HANDLER.split('.')
let handler
try {
  ;({ [name]: handler } = await import(pathToFileURL(join(LAMBDA_TASK_ROOT, `${file}.mjs`)).href))
  if (typeof handler !== 'function') throw new TypeError(`${_HANDLER} is undefined or not exported`)
} catch (error) {
  await call('POST', 'init/error', described(error))
  process.exit(1)
}

for (;;) {
  const { headers, text } = await call('GET', 'invocation/next')
  const awsRequestId = headers['lambda-runtime-aws-request-id']
  const context = {
    awsRequestId,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: '$LATEST',
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Number(headers['lambda-runtime-deadline-ms']) - Date.now()),
  }
  try {
    const result = await handler(JSON.parse(text), context)
    await call('POST', `invocation/${awsRequestId}/response`, JSON.stringify(result ?? null))
  } catch (error) {
    await call('POST', `invocation/${awsRequestId}/error`, described(error))
  }
}
