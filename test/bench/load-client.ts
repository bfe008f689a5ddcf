import { Browser } from '#cli/simulate/browser.ts'
import { connect } from '#cli/simulate/connection.ts'
import { drawPerson } from '#cli/simulate/person.ts'
import { populationOf } from '#cli/simulate/population.ts'
import { walk } from '#cli/simulate/walk.ts'
import { peerSurvey } from './peer-survey.ts'
import { percentile } from './row.ts'

// A process of its own: lets people answer on one page and reports how long it took. The people are drawn before the
// clock starts.
const [origin = '', seed = '', count = '0', clients = '1'] = process.argv.slice(2)
const survey = await peerSurvey()
const population = populationOf(survey, seed)
const people = Array.from({ length: Number(count) }, (_, index) => drawPerson(survey, population, seed, index))
const url = new URL(origin)
const connection = connect(url, Number(clients))
const took: number[] = []

async function client(): Promise<void> {
  for (let person = people.pop(); person; person = people.pop()) {
    const began = performance.now()
    const browser = new Browser({ origin: url, send: connection.send, now: () => new Date() })
    const { outcome } = await walk({
      survey,
      person,
      plan: {
        mode: 'one-page',
        agrees: ['aggregate'],
        looksBack: false,
        pressesSkip: false,
        typesCarelessly: false,
        ending: { kind: 'sends', twice: false },
      },
      browser,
    })
    if (outcome === 'sent') took.push(performance.now() - began)
  }
}

const began = performance.now()
await Promise.all(Array.from({ length: Number(clients) }, client))
const seconds = (performance.now() - began) / 1000
connection.close()
process.send?.({ sent: took.length, seconds, p50: percentile(took, 0.5), p99: percentile(took, 0.99) })
process.disconnect?.()
