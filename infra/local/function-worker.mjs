// The local Lambda runtime: a process of its own that loads one bundle, and has the environment and the files of that
// function alone. What leaves it is the handler's result, or the class and the code places of an error: never its
// message, which may quote what somebody sent.
import { randomUUID } from 'node:crypto'
import { pathToFileURL } from 'node:url'

const [bundle, functionName, memoryLimitInMB, timeoutSeconds] = process.argv.slice(2)
const loading = import(pathToFileURL(bundle).href)
loading.then(
  () => process.send({ started: true }),
  () => {},
)

process.on('message', (call) => void answer(call))

async function answer({ id, event }) {
  // A bundle that did not load gets a new process, as a later call may find what was missing.
  const loaded = await loading.catch((thrown) => {
    process.send({ id, failure: describe(thrown) }, () => process.exit(1))
  })
  if (!loaded) return
  const deadline = Date.now() + Number(timeoutSeconds) * 1000
  const context = {
    functionName,
    functionVersion: '$LATEST',
    memoryLimitInMB,
    awsRequestId: randomUUID(),
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  }
  try {
    const result = await loaded.handler(event, context)
    process.send({ id, result: result ?? null })
  } catch (thrown) {
    process.send({ id, failure: describe(thrown) })
  }
}

function describe(thrown) {
  if (!(thrown instanceof Error)) return 'not an error'
  const name = /^[A-Za-z]{1,60}$/.test(thrown.name) ? thrown.name : 'Error'
  const places = String(thrown.stack)
    .split('\n')
    .filter((line) => /^ {4}at /.test(line) && !line.includes('node:') && !line.includes('node_modules'))
    .slice(0, 5)
    .map((line) => line.trim())
  return [name, ...places].join('\n  ')
}

// Ctrl-C reaches every process of a terminal; this one ends when its host, having finished, lets go of it.
process.on('SIGINT', () => {})
process.on('disconnect', () => process.exit(0))
