import { describe, expect, it } from 'vitest'
import { PrintedCells } from '#shared/disclosure/structure/printed-cells.ts'
import { section, single, surveyOf } from './sample.ts'

const many = Array.from({ length: 13 }, (_, at) => single(`before${at}`, ['yes', 'no']))
const anyBefore = { any: many.map(({ id }) => ({ q: id, in: ['yes'] })) }

describe('a cell is a structural zero', () => {
  it('where conditions of several questions rule it out together', () => {
    const printed = new PrintedCells(
      surveyOf([
        section('a', [
          single('group', ['one', 'two']),
          single('asked', ['yes', 'no'], { if: { q: 'group', in: ['one'] } }),
          single('later', ['yes', 'no'], {
            if: {
              any: [
                { q: 'group', in: ['two'] },
                { q: 'asked', answered: true },
              ],
            },
          }),
        ]),
      ]),
      [],
    )

    expect(printed.isStructuralZero({ question: 'later', by: 'group', group: 'two' }, '~not_shown')).toBe(true)
    expect(printed.isStructuralZero({ question: 'later', by: 'group', group: 'one' }, '~not_shown')).toBe(false)
    expect(printed.isStructuralZero({ question: 'later', by: 'asked', group: 'no' }, '~not_shown')).toBe(true)
  })

  it('also where there are too many kinds of people to go through, and the group alone decides', () => {
    const last = single('last', ['yes', 'no'], { if: { q: 'group', in: ['one'] } })
    const printed = new PrintedCells(surveyOf([section('a', [...many, single('group', ['one', 'two'], { if: anyBefore }), last])]), [])

    expect(printed.isStructuralZero({ question: 'last', by: 'group', group: 'one' }, '~not_shown')).toBe(true)
    expect(printed.isStructuralZero({ question: 'last', by: 'group', group: 'two' }, '~not_shown')).toBe(false)
  })
})
