import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { reasonOf, verdictOn } from './support/xlsform-verdict.ts'

const FOLDER = join(import.meta.dirname, '../../../shared/xlsform/pyxform-md-cases')

const shape = z.array(z.object({ md: z.string(), test: z.string(), errored: z.boolean() }))

/** Taken here though pyxform refuses them, each for something that Chorus leaves out anyway. */
const LEFT_OUT = [
  'test_media_from_reference__name_not_found__translated__error', // a picture of a choice
  'test_last_saved_call_and___last_saved_instance_conflict', // a file beside the form
  'test_error__contains__wrong_type__error', // a sound form: the case tests the test itself
  'test_tick_labelset_not_found__error', // how a slider is drawn
  'test_cannot__use_different_src_same_id__pulldata_then_external', // a file beside the form
  'test_trigger_refer_to_hidden_node_ref_gives_error', // what sets off a calculation of the time
  'test_workbook_to_json__misspelled_found__external_choices_multiple', // choices in another sheet
  'test_workbook_to_json__multiple_misspellings__external_choices', // choices in another sheet
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

  it('refuses the rest for the reasons that docs/xlsform.md counts', () => {
    const reasons = new Map<string, number>()
    for (const { md } of found.filter(({ md, errored }) => !errored && verdict(md) !== 'taken')) {
      const reason = reasonOf(verdictOn(readFileSync(join(FOLDER, md), 'utf8')).why)
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
    }
    const rows = [...reasons].toSorted(([, a], [, b]) => b - a).map(([reason, count]) => `| ${reason} | ${count} |`)

    expect(readFileSync('docs/xlsform.md', 'utf8')).toContain(rows.join('\n'))
  })

  it('takes more than a hundred of them', () => {
    expect(found.filter(({ md, errored }) => !errored && verdict(md) === 'taken').length).toBeGreaterThan(100)
  })
}
