import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { verdictOn } from './support/xlsform-verdict.ts'

const FOLDER = join(import.meta.dirname, '../../../shared/xlsform/pyxform-md-cases')

const shape = z.array(z.object({ md: z.string(), test: z.string(), errored: z.boolean() }))

/** Taken here though pyxform refuses them, each for something that Chorus leaves out anyway. */
const LEFT_OUT = [
  'test_media_from_reference__name_not_found__translated__error', // a picture of a choice
  'test_last_saved_call_and___last_saved_instance_conflict', // a file beside the form
  'test_error__contains__wrong_type__error', // a sound form: the case tests the test itself
  'test_tick_labelset_not_found__error', // how a slider is drawn
]

if (existsSync(FOLDER)) describe('the cases of the reference implementation', compare)
else describe('the cases of the reference implementation', () => it.skip(`the folder of cases is missing: ${FOLDER}`, () => {}))

function compare(): void {
  const found = shape.parse(JSON.parse(readFileSync(join(FOLDER, 'index.json'), 'utf8')))
  const verdict = (md: string) => verdictOn(readFileSync(join(FOLDER, md), 'utf8')).kind

  it.each(found)('$test ($md): taken only if pyxform takes it, and never called invalid if it does', ({ md, test, errored }) => {
    if (!errored) expect(verdict(md)).not.toBe('invalid')
    else if (!LEFT_OUT.includes(test)) expect(verdict(md)).not.toBe('taken')
  })

  it('gives the verdicts that docs/xlsform.md counts', () => {
    const count = (errored: boolean, taken: boolean) =>
      found.filter((each) => each.errored === errored && (verdict(each.md) === 'taken') === taken).length
    const page = readFileSync('docs/xlsform.md', 'utf8')

    expect(page).toContain(`| takes it | taken | ${count(false, true)} |`)
    expect(page).toContain(`| takes it | refused: outside of what a survey is here | ${count(false, false)} |`)
    expect(page).toContain(`| refuses it | refused | ${count(true, false)} |`)
    expect(page).toContain(`| refuses it | taken | ${count(true, true)} |`)
  })

  it('takes more than a hundred of them', () => {
    expect(found.filter(({ md, errored }) => !errored && verdict(md) === 'taken').length).toBeGreaterThan(100)
  })
}
