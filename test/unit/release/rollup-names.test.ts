import { parseDocument } from 'htmlparser2'
import Papa from 'papaparse'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Files } from '#shared/release/release.ts'
import { elementsIn, wordsIn } from './elements.ts'
import { instrumentRelease } from './instrument-release.ts'

let files: Files
beforeAll(async () => {
  ;({ files } = await instrumentRelease('being-heard', 400))
})

const text = (name: string) => new TextDecoder().decode(files.get(name)).replace(/^\uFEFF/, '')
const rowsOf = (name: string) => Papa.parse<Record<string, string>>(text(name), { header: true, skipEmptyLines: true }).data

describe('answers taken together', () => {
  it.each([
    ['report.html', 'Any other support', 'A peer worker or peer group / A school or work service'],
    ['report.es.html', 'Algún otro apoyo', 'Una persona o un grupo de apoyo entre pares / Servicio de la escuela o del trabajo'],
    ['report.ar.html', 'أي دعم آخر', 'داعم من الأقران أو مجموعة أقران / خدمة في المدرسة أو العمل'],
  ])('have their name on %s, and under it what is in them', (name, called, parts) => {
    const section = elementsIn(parseDocument(text(name))).find(({ attribs }) => attribs.id === 'bh01')
    const heads = elementsIn(section)
      .filter(({ attribs }) => attribs.scope === 'row')
      .map(wordsIn)

    expect(heads.some((head) => head.startsWith(`${called}${parts}`))).toBe(true)
  })

  it.each([
    ['report.html', 'Another kind of support', 'A peer worker or peer group / A school or work service / A faith,'],
    ['report.es.html', 'Otro tipo de apoyo', 'Una persona o un grupo de apoyo entre pares / Servicio de la escuela'],
    ['report.ar.html', 'نوع آخر من الدعم', 'داعم من الأقران أو مجموعة أقران / خدمة في المدرسة أو العمل /'],
  ])('have their name in a chart of %s too, and what is in them', (name, called, parts) => {
    const chart = elementsIn(parseDocument(text(name))).find(({ attribs }) => attribs.id === 'chart-bh02')
    const lines = elementsIn(chart)
      .filter((each) => each.name === 'text')
      .map(wordsIn)

    expect(lines).toContain(called)
    expect(lines.join(' ')).toContain(parts)
  })

  it.each([
    ['report.html', 'Answers taken together in one row: people who chose at least one of them. One person can be in several rows.'],
    [
      'report.es.html',
      'Respuestas reunidas en una fila: quienes eligieron al menos una de ellas. Una persona puede estar en varias filas.',
    ],
    ['report.ar.html', 'عدة إجابات معًا: من اختاروا واحدة منها على الأقل. وقد يكون الشخص في عدة صفوف.'],
  ])('do not exclude one another where several answers could be chosen, and %s says so', (name, said) => {
    const heads = ['bh01', 'bh02'].map((id) => {
      const section = elementsIn(parseDocument(text(name))).find(({ attribs }) => attribs.id === id)
      return wordsIn(elementsIn(section).find(({ attribs }) => attribs.class === 'together'))
    })

    expect(heads).toEqual([said, said.split(':')[0]])
  })

  it.each([
    ['report.html', 'One person can be in several groups.'],
    ['report.es.html', 'Una persona puede estar en varios grupos.'],
    ['report.ar.html', 'وقد يكون الشخص في عدة مجموعات.'],
  ])('are beside groups that do not exclude one another where those answers could be chosen together, and %s says so', (name, said) => {
    const page = elementsIn(parseDocument(text(name)))
    const captions = ['bh03:ay_gender', 'bh03:ay_age'].map((id) => {
      const table = page.find(({ attribs }) => attribs['data-table'] === id)
      return wordsIn(elementsIn(table).find((each) => each.name === 'caption'))
    })

    expect(captions.map((caption) => caption.includes(said))).toEqual([true, false])
  })

  it('have name and parts in the files for people, in every language', () => {
    const row = rowsOf('questions.csv').find(({ question, answer }) => question === 'bh01' && answer === '^any_other_support')
    const english =
      'Any other support: A peer worker or peer group / A school or work service / A faith, cultural or traditional helper / An online group or app / Somewhere else'

    expect(row?.text).toBe(english)
    expect(row?.text_es).toMatch(/^Algún otro apoyo: Una persona/)
    expect(row?.text_ar).toMatch(/^أي دعم آخر: داعم/)
    expect(rowsOf('tables/bh01.csv').map((line) => line.Answer)).toContain(english)
  })

  it('are called any of the answers where they are all of them', () => {
    expect(rowsOf('tables/bh10.csv').map((line) => line.Answer)).toContain('Any of the answers')
  })

  it('are listed answer by answer in a sentence, as nobody chose a name', () => {
    for (const name of ['report.html', 'report.es.html', 'report.ar.html'])
      for (const quote of elementsIn(parseDocument(text(name))).filter((each) => each.name === 'blockquote'))
        expect(wordsIn(quote)).not.toMatch(/[“«](?:Any |Algún otro|أي دعم)/)
  })
})
