import { readdirSync } from 'node:fs'
import { parseDocument } from 'htmlparser2'
import { beforeAll, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { loadSurvey } from '#shared/survey/load-survey.ts'
import { type Survey, textsFor } from '#shared/survey/survey.ts'
import { Demonstration, demonstrated, madeUpPeople } from '#test/attack/disclosure/support/demonstration.ts'
import { keyOf } from '#test/unit/disclosure/sample.ts'
import { elementsIn, wordsIn } from '#test/unit/release/elements.ts'
import { filesOf, STRUCTURE, swap, WORDING } from '#test/unit/survey/sample.ts'

const INSTRUMENTS = readdirSync('surveys', { withFileTypes: true }).flatMap((each) =>
  each.isDirectory() && each.name !== 'common' ? [each.name] : [],
)
/** Few, and enough for a report of everyone: 70 of them send, and some are held back. */
const PEOPLE = 80

describe('the instruments that come with Chorus', () => {
  let solver: Solver
  beforeAll(async () => {
    solver = await loadSolver()
  })

  it('are eight, in English, Spanish and Arabic, with somewhere to turn to in the US, in GB and anywhere', async () => {
    expect(INSTRUMENTS).toHaveLength(8)
    for (const id of INSTRUMENTS) {
      const { languages, support } = await readSurvey(`surveys/${id}`)
      expect(languages).toEqual(['en', 'es', 'ar'])
      for (const region of ['US', 'GB', '*']) {
        const there = support.filter((entry) => entry.region === region)
        expect([id, region, there.length >= 3, there.some(({ peerRun }) => peerRun)]).toEqual([id, region, true, true])
      }
    }
  })

  it.each(INSTRUMENTS)(
    '%s: answers of made-up people give a report with something of every closed question, led by its own list',
    async (id) => {
      const survey = withFewGroups(await demonstrated(id))
      const study = new Demonstration(survey, keyOf(3), solver)
      study.join(madeUpPeople(survey, 'instruments', PEOPLE))

      const { attacked, page } = await study.release()

      const shown = attacked.tables.filter(
        ({ by, slices }) => !by && slices.some(({ cells }) => cells.some(({ status }) => status === 'published')),
      )
      const asked = attacked.tables.filter(({ by }) => !by).map(({ question }) => question)
      expect(asked.length).toBeGreaterThan(0)
      expect(shown.map(({ question }) => question)).toEqual(asked)

      const listed = survey.plan.lead?.questions ?? []
      const list = elementsIn(parseDocument(page)).find(({ attribs }) => attribs.class === 'leading')
      const said = elementsIn(list).flatMap((each) => (each.name === 'span' ? [wordsIn(each)] : []))
      const { questions } = textsFor(survey, 'en')
      const leading = said.map((sentence) => listed.find((id) => sentence.includes(`“${questions[id]?.text}”`)))
      expect(leading).toHaveLength(Math.min(3, listed.length))
      expect(listed.filter((id) => leading.includes(id))).toEqual(leading)
    },
  )

  it('and so does a survey with a grid, a ranking and a long list: each row and each place is counted and attacked as a question', async () => {
    const survey = withRows()
    const study = new Demonstration(survey, keyOf(5), solver)
    study.join(madeUpPeople(survey, 'rows', 160))

    const { attacked } = await study.release()

    const tables = attacked.tables.filter(({ by }) => !by).map(({ question }) => question)
    expect(tables).toEqual(expect.arrayContaining(['trust_clinic', 'trust_peers', 'matters_1', 'matters_2', 'land']))
    const answers = (question: string) =>
      attacked.tables.find((table) => table.question === question && !table.by)?.slices[0]?.cells.map(({ answer }) => answer)
    expect(answers('matters_2')).toEqual(expect.arrayContaining(['time', 'say', 'rest', '~not_shown']))
  })
})

function withRows(): Survey {
  const rows = `      - {id: trust, type: grid, scale: often, rows: [clinic, peers]}
      - {id: matters, type: rank, places: 2, options: [time, say, rest]}
      - {id: land, type: single, search: true, options: [fr, es, de], auto: [pns]}
`
  const words = `  trust: {text: How often do these help?, rows: {clinic: A clinic, peers: Peers}}
  matters: {text: Put them in order., places: {1: What matters most?, 2: And next?}, options: {time: Time, say: A say, rest: Rest}}
  land: {text: Where?, options: {fr: France, es: Spain, de: Germany}}
`
  const structure = swap(STRUCTURE, '      - {id: thanks, type: info}', `${rows}      - {id: thanks, type: info}`)
  const survey = loadSurvey(filesOf(swap(structure, 'cross: [where]', 'cross: none'), swap(WORDING, '  thanks:', `${words}  thanks:`)))
  return { ...survey, access: 'invitation' }
}

/** One group variable and two questions by it: the whole plans of all eight take a minute, and one of them is tried in test/attack/disclosure. */
function withFewGroups(survey: Survey): Survey {
  const { by, cross } = survey.plan
  return { ...survey, plan: { ...survey.plan, by: by.slice(0, 1), cross: typeof cross === 'string' ? cross : cross.slice(0, 2) } }
}
