import type { Label } from '../structure/survey-structure.ts'

/** The number of places that a message names. */
const NAMED = 3

/** No draw was found: some table of the plan is so small that an attacker who knows all sums always learns a number. */
export class KeyRefused extends Error {
  readonly labels: readonly Label[]
  /** The numbers that an attacker could compute. The words continue a sentence. */
  readonly found: string
  readonly remedy: string

  constructor(labels: readonly Label[]) {
    const named = labels.slice(0, NAMED).map(inWords)
    const more = labels.length > NAMED ? `, and ${labels.length - NAMED} more` : ''
    const found = `however its secret offsets are drawn, somebody who learned them by many test answers could work out the number of ${named.join('; ')}${more}`
    const remedy =
      'The other tables of the report say too much of it: take one of these questions out of the plan (by, cross or also), or list it under except'
    super(`${found[0]?.toUpperCase()}${found.slice(1)}. ${remedy}.`)
    this.found = found
    this.remedy = remedy
    this.name = 'KeyRefused'
    this.labels = labels
  }
}

/** A label without the name of its study: "bh03 = always within ay_age = young". */
function inWords(label: Label): string {
  const predicates = (label.split('\n')[1] ?? '').split('&').filter((predicate) => predicate !== '')
  const said = predicates.map((predicate) => {
    const [question = '', answer = ''] = predicate.split('=')
    if (question.startsWith('~shown:')) return 'people who were not shown some question'
    if (question.startsWith('~part:')) return `people who skipped the part ${question.slice('~part:'.length)}`
    return answer.startsWith('~') ? `people without an answer to ${question} (${answer.slice(1)})` : `${question} = ${answer}`
  })
  return said.length === 0 ? 'everyone' : said.join(' within ')
}
