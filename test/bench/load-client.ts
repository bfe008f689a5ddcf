import { connectTo } from '#cli/simulate/connection.ts'
import { drawPerson } from '#shared/made-up-people/person.ts'
import { populationOf } from '#shared/made-up-people/population.ts'
import { prepareVisits } from './load-visit.ts'
import { peerSurvey } from './peer-survey.ts'
import { ownTime } from './process-time.ts'
import { percentile } from './row.ts'

// A process of its own: people answer on one page, and a response counts when its receipt code is on the page that comes
// back. The people are drawn before the clock starts.
const [origin = '', seed = '', count = '0', clients = '1'] = process.argv.slice(2)
const survey = await peerSurvey()
const population = populationOf(survey, seed)
const people = Array.from({ length: Number(count) }, (_, index) => drawPerson(survey, population, seed, index))
const url = new URL(origin)
const connection = connectTo(url, Number(clients))
const visit = await prepareVisits({ origin: url, send: connection.send, survey })
const took: number[] = []

async function client(): Promise<void> {
  for (let person = people.pop(); person; person = people.pop()) {
    const began = performance.now()
    if (await visit(person)) took.push(performance.now() - began)
  }
}

const before = process.cpuUsage()
const began = performance.now()
await Promise.all(Array.from({ length: Number(clients) }, client))
const seconds = (performance.now() - began) / 1000
const processorMs = ownTime(before)
connection.close()
process.send?.({ sent: took.length, seconds, processorMs, p50: percentile(took, 0.5), p99: percentile(took, 0.99) })
process.disconnect?.()
