import { addressOf } from '#shared/canonical-json.ts'
import { type Charter, charter, type Person, personOf } from '#shared/governance/charter.ts'
import type { BoardWords } from '../words/en.ts'
import { type FormRead, wordsMissing, wordsOfField } from './form-read.ts'

export const CHARTER_FIELDS = { why: 'why', lived: 'lived' } as const

/** A charter with other people in it. `next`: the charter in force with them; how many have lived experience, the form says. */
export function readCharterForm(form: URLSearchParams, next: Charter, title: string, words: BoardWords): FormRead {
  const lived = wordsOfField(form, CHARTER_FIELDS.lived)
  const read = /^\d{1,3}$/.test(lived) ? charter.safeParse({ ...next, livedExperience: Number(lived) }) : undefined
  const errors = [
    ...wordsMissing(form, CHARTER_FIELDS.why, words),
    ...(read === undefined
      ? [{ field: CHARTER_FIELDS.lived, message: words.forms.livedExperienceWrong }]
      : read.success
        ? []
        : [{ field: CHARTER_FIELDS.lived, message: words.forms.charterWrong }]),
  ]
  if (errors.length > 0 || !read?.success) return { errors }
  const content = read.data
  const frame = { id: 'charter', sha256: addressOf(content), title: title.slice(0, 200), authors: [], replaces: null, met: null }
  return { act: { kind: 'propose', body: { ...frame, kind: 'charter', why: wordsOfField(form, CHARTER_FIELDS.why), content } } }
}

/** The charter with a person in it, in the place of the one who had this id before. */
export function withPerson(charter: Charter, person: Person): Charter {
  const people = personOf(charter, person.id)
    ? charter.people.map((each) => (each.id === person.id ? person : each))
    : [...charter.people, person]
  return { ...charter, people }
}
