import { agreedQuotes } from '#functions/story-desk/agreed-quotes.ts'
import { putQuotes } from '#functions/story-desk/put-quotes.ts'
import type { StoryDesk } from '#functions/story-desk/story-desk.ts'
import type { DeskData } from '../desk-data.ts'
import { elementAt, make, type PageElement } from './dom.ts'
import { onPage, tell } from './say-on-page.ts'

/**
 * Has the quotes that both agreed on put into the report that is chosen, and shows them as the report has them, with the hash that the reader
 * then signs. Of all that was read only these words leave the browser: those that both readers would publish, as their tellers allow.
 */
export async function quoteInReport(data: DeskData, desk: StoryDesk): Promise<void> {
  const { chosen, boxes, gone, tooFew } = await agreedQuotes(desk)
  if (!chosen) return tell(onPage(data, 'noQuotes'))
  const report = { candidate: elementAt('in-report').value, survey: data.survey }
  const { release, sources, quotes, unnamed } = await putQuotes(desk, report, { chosen, boxes })
  elementAt('quotes').replaceChildren(
    ...quotes.map(({ question, text, of }) => {
      const item = make('li', '', 'card')
      item.append(
        make('p', data.questions[question] ?? question, 'soft'),
        quotedWords(text),
        ...(of === undefined ? [] : [make('p', of, 'soft')]),
      )
      return item
    }),
  )
  const left = { leftGone: gone, leftTooFew: tooFew, leftUnnamed: unnamed }
  elementAt('left-out').textContent = Object.entries(left)
    .flatMap(([name, many]) => (many > 0 ? [onPage(data, name, many)] : []))
    .join(' ')
  elementAt('quoted-hash').textContent = release
  elementAt('release').value = release
  elementAt('sources').value = sources
  const quoted = elementAt('quoted')
  quoted.hidden = false
  quoted.focus()
}

/** Words of one person, in the direction of their own language. */
export function quotedWords(text: string): PageElement {
  const words = make('p', text, 'words')
  words.setAttribute('dir', 'auto')
  return words
}
