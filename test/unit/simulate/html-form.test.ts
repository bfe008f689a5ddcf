import { describe, expect, it } from 'vitest'
import { encodeForm, fillForm } from '#cli/simulate/fill-form.ts'
import { type HtmlForm, readPage } from '#cli/simulate/html-form.ts'

const PAGE = `<!doctype html><html><head><title>Question 3 - Community survey</title></head><body>
<form action="/leave"><button>Leave</button></form>
<main><form id="q" method="post" action="/s/x/3">
  <input type="hidden" name="revision" value="7">
  <label><input type="radio" name="q1" value="a" checked>A &amp; B</label>
  <label><input type="radio" name="q1" value="~pns">Prefer not to say</label>
  <label><input type="checkbox" name="q2" value="x"></label>
  <label><input type="checkbox" name="q2" value="y" checked></label>
  <label><input type="checkbox" name="bare"></label>
  <textarea name="words">
say &lt;this&gt;
and that</textarea>
  <input name="gone" value="1" disabled>
  <fieldset disabled><input name="also-gone" value="1"></fieldset>
  <input value="nameless">
  <button>Continue</button>
  <button name="skip" value="1">Skip this question</button>
  <button type="button" name="script">Only with a script</button>
</form></main>
<button form="q" name="stop" formaction="/s/x/stop">Stop</button></body></html>`

describe('a page without JavaScript', () => {
  it('shows its forms, their buttons and its title', () => {
    const page = readPage(PAGE)
    expect(page.title).toBe('Question 3 - Community survey')
    expect(page.forms.map((form) => form.method)).toEqual(['GET', 'POST'])
    expect(question().submits).toEqual([
      { name: '', value: '', label: 'Continue', action: undefined },
      { name: 'skip', value: '1', label: 'Skip this question', action: undefined },
      { name: 'stop', value: '', label: 'Stop', action: '/s/x/stop' },
    ])
  })

  it('posts every successful control, and nothing disabled, unticked or without a name', () => {
    const [goOn] = question().submits
    expect([...new URLSearchParams(encodeForm(question(), goOn))]).toEqual([
      ['revision', '7'],
      ['q1', 'a'],
      ['q2', 'y'],
      ['words', 'say <this>\r\nand that'],
    ])
  })

  it('posts the button that was pressed and no other', () => {
    const skip = question().submits[1]
    expect(encodeForm(question(), skip)).toMatch(/&skip=1$/)
  })

  it('ticks and types what a person wishes, and leaves hidden fields alone', () => {
    const filled = fillForm(question(), { q1: ['~pns'], q2: ['x', 'y'], bare: ['on'], words: ['mine\nown'], revision: ['99'] })
    expect([...new URLSearchParams(encodeForm(filled, undefined))]).toEqual([
      ['revision', '7'],
      ['q1', '~pns'],
      ['q2', 'x'],
      ['q2', 'y'],
      ['bare', 'on'],
      ['words', 'mine\r\nown'],
    ])
  })

  it('types a number into the box when a choice shares its name', () => {
    const page = readPage(
      '<form method="post"><input name="age" inputmode="numeric"><input type="radio" name="age" value="~pns"><button>Go on</button></form>',
    )
    const [form] = page.forms
    if (!form) throw new Error('no form was read')
    expect(encodeForm(fillForm(form, { age: ['41'] }), undefined)).toBe('age=41')
    expect(encodeForm(fillForm(form, { age: ['~pns'] }), undefined)).toBe('age=&age=%7Epns')
  })
})

function question(): HtmlForm {
  const form = readPage(PAGE).forms[1]
  if (!form) throw new Error('no form was read')
  return form
}
