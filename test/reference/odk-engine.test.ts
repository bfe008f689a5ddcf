import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, it } from 'vitest'
import * as z from 'zod'
import { randomFrom } from '#shared/made-up-people/random.ts'
import { readForm } from '#shared/survey/formats/xlsform/read-form.ts'
import { importedForm } from './support/imported-form.ts'
import type { AskedOfOdk } from './support/odk-worker.ts'
import { type RandomCondition, type RandomQuestionnaire, randomQuestionnaire } from './support/random-questionnaire.ts'
import { randomPerson, ShownQuestions } from './support/shown-questions.ts'

const FORMS = 20
const PEOPLE = 6

type Named = (question: string) => string
type Written = (condition: RandomCondition, at: Named) => string

/** A condition in XPath, as people write it; `at` says how a question is named. */
const plain: Written = (condition, at) => {
  switch (condition.is) {
    case 'option':
      return `${at(condition.question)} ${condition.equal ? '=' : '!='} '${condition.option}'`
    case 'chosen': {
      const chosen = `selected(${at(condition.question)}, '${condition.option}')`
      return condition.wanted ? chosen : `not(${chosen})`
    }
    case 'exactly':
      return `${at(condition.question)} ${condition.equal ? '=' : '!='} '${condition.chosen.join(' ')}'`
    case 'size':
      return `count-selected(${at(condition.question)}) ${condition.operator} ${condition.value}`
    case 'number':
      return `${at(condition.question)} ${condition.operator} ${condition.value}`
    case 'answered':
      return `${at(condition.question)} != ''`
    case 'not':
      return `not(${plain(condition.of, at)})`
    default:
      return `(${condition.of.map((each) => plain(each, at)).join(` ${condition.is} `)})`
  }
}

/** The same for those who gave an answer: nothing holds for a person because of a question without one. This is what docs/xlsform.md promises. */
const guarded: Written = (condition, at) => guardedTo(condition, true, at)

function guardedTo(condition: RandomCondition, wanted: boolean, at: Named): string {
  if (condition.is === 'not') return guardedTo(condition.of, !wanted, at)
  if ('of' in condition) {
    const joined = (condition.is === 'and') === wanted ? ' and ' : ' or '
    return `(${condition.of.map((each) => guardedTo(each, wanted, at)).join(joined)})`
  }
  const holds = plain(condition, at)
  if (condition.is === 'answered') return wanted ? holds : 'false()'
  return `(${at(condition.question)} != '' and ${wanted ? holds : `not(${holds})`})`
}

const TYPES = { one: 'select_one one', many: 'select_multiple many', number: 'integer', text: 'text' }
const ALONE = "not(selected(., 'none') and count-selected(.) > 1)"

/** The same questionnaire as the sheets of an XLSForm, which the import reads. */
function sheets(questionnaire: RandomQuestionnaire): Map<string, string[][]> {
  const relevant = (condition: RandomCondition | undefined) => (condition ? plain(condition, (name) => `\${${name}}`) : '')
  return new Map([
    [
      'survey',
      [
        ['type', 'name', 'label', 'relevant', 'constraint'],
        ...questionnaire.flatMap(({ name, shown, questions }) => [
          ['begin group', name, name, relevant(shown), ''],
          ...questions.map((each) => [TYPES[each.kind], each.name, each.name, relevant(each.shown), each.kind === 'many' ? ALONE : '']),
          ['end group', '', '', '', ''],
        ]),
      ],
    ],
    [
      'choices',
      [
        ['list_name', 'name', 'label'],
        ...['a', 'b', 'c'].map((name) => ['one', name, name]),
        ...['x', 'y', 'z', 'none'].map((name) => ['many', name, name]),
      ],
    ],
  ])
}

/** And as the XForm that pyxform makes of such sheets, which the engine reads. */
function xform(questionnaire: RandomQuestionnaire, written: Written): string {
  const places = new Map(questionnaire.flatMap(({ name, questions }) => questions.map((each) => [each.name, `/data/${name}/${each.name}`])))
  const relevant = (condition: RandomCondition | undefined) =>
    condition ? ` relevant="${escaped(written(condition, (name) => ` ${places.get(name)} `))}"` : ''
  const binds = questionnaire.flatMap(({ name, shown, questions }) => [
    `<bind nodeset="/data/${name}"${relevant(shown)}/>`,
    ...questions.map(
      (each) => `<bind nodeset="${places.get(each.name)}" type="${each.kind === 'number' ? 'int' : 'string'}"${relevant(each.shown)}/>`,
    ),
  ])
  const controls = questionnaire.map(({ name, questions }) => {
    const inside = questions.map(({ name: question, kind, options }) => {
      const tag = kind === 'one' ? 'select1' : kind === 'many' ? 'select' : 'input'
      const items = options.map((option) => `<item><label>${option}</label><value>${option}</value></item>`).join('')
      return `<${tag} ref="${places.get(question)}"><label>${question}</label>${items}</${tag}>`
    })
    return `<group ref="/data/${name}"><label>${name}</label>${inside.join('')}</group>`
  })
  const data = questionnaire.map(({ name, questions }) => `<${name}>${questions.map((each) => `<${each.name}/>`).join('')}</${name}>`)
  return `<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>t</h:title><model><instance><data id="t">${data.join('')}<meta><instanceID/></meta></data></instance>${binds.join('')}</model></h:head><h:body>${controls.join('')}</h:body></h:html>`
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const relevantNames = z.array(z.array(z.string()))

describe('skip logic, beside the engine of ODK', () => {
  let engine: Worker
  beforeAll(() => {
    engine = new Worker(new URL('./support/odk-worker.ts', import.meta.url))
  })
  afterAll(async () => {
    await engine.terminate()
  })

  async function relevantOf(asked: AskedOfOdk): Promise<readonly (readonly string[])[]> {
    engine.postMessage(asked)
    // "once" also rejects when the engine throws.
    const [answer]: unknown[] = await once(engine, 'message')
    return relevantNames.parse(answer)
  }

  it('shows each person the questions that ODK shows, where nothing holds because of a question without an answer', async () => {
    const compared = new ShownQuestions()
    for (let f = 0; f < FORMS; f++) {
      const random = randomFrom('odk-engine', f)
      const questionnaire = randomQuestionnaire(random, 0.5)
      const imported = await importedForm(readForm(sheets(questionnaire)))
      const people = Array.from({ length: PEOPLE }, (_, i) => randomPerson(random, imported.survey, questionnaire, i % 2 === 1))
      const answers = people.map((person) =>
        person.answers.map(({ question, value }) => ({ question, value: typeof value === 'object' ? [...value] : value })),
      )
      const promised = await relevantOf({ xform: xform(questionnaire, guarded), people: answers })
      const written = await relevantOf({ xform: xform(questionnaire, plain), people: answers })
      compared.add(
        questionnaire,
        imported,
        people.map(({ shown }, i) => ({ shown, promised: promised[i], written: written[i] })),
        { f, answers, sheet: sheets(questionnaire).get('survey') },
      )
    }

    compared.expectTheSame()
  })
})
