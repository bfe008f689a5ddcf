import { readableTo } from '#functions/story-desk/parts.ts'
import { addStep, agreementFor, commitTo, lookAt, openOwn, reviewOf, stepsSoFar } from '#functions/story-desk/review-desk.ts'
import type { StoryDesk } from '#functions/story-desk/story-desk.ts'
import type { Story } from '#shared/response/story.ts'
import { decision, flawIn, proposedHash } from '#shared/stories/review/decision.ts'
import type { Agreement } from '#shared/stories/review/story-review.ts'
import type { DeskData } from '../desk-data.ts'
import { elementAt, make, type PageElement } from './dom.ts'
import { pageDesk } from './page-desk.ts'
import { quotedWords, quoteInReport } from './quote-in-report.ts'
import { onPage, worker } from './say-on-page.ts'
import { partsOfText, placesIn } from './show-places.ts'
import { whenUnlocked } from './unlock.ts'

/** The sections of the page: one is shown at a time. */
const SECTIONS = ['story', 'pause', 'nothing'] as const

/** Shows a reader one story at a time, and then where both agree. */
export function startReading(data: DeskData): void {
  whenUnlocked(data, async (keys) => {
    const reading = new Reading(data, pageDesk(data, keys))
    await reading.next()
  })
}

class Reading {
  readonly #data: DeskData
  readonly #desk: StoryDesk
  readonly #work: (work: () => Promise<void>) => void
  #shown: { readonly box: string; readonly story: Story } | undefined

  constructor(data: DeskData, desk: StoryDesk) {
    this.#data = data
    this.#desk = desk
    this.#work = worker(data)
    elementAt('decision').addEventListener('submit', (event) => {
      event.preventDefault()
      this.#work(() => this.#decide())
    })
    elementAt('pass').addEventListener('click', () => this.#work(() => this.#pass()))
    elementAt('rested').addEventListener('click', () => this.#work(() => this.next(true)))
    elementAt('compare').addEventListener('click', () => this.#work(() => this.#compare()))
    elementAt('into-report').addEventListener('submit', (event) => {
      event.preventDefault()
      this.#work(() => quoteInReport(this.#data, this.#desk))
    })
  }

  /** Shows the next story that waits for this reader, or why there is none. */
  async next(isRested = false): Promise<void> {
    this.#shown = undefined
    const { boxes, closed } = await readableTo(this.#desk)
    const steps = await stepsSoFar(this.#desk)
    for (const [box, parts] of boxes) {
      const review = reviewOf(this.#desk, steps, box)
      if (review.commitments.has(this.#desk.own.id) || review.passed.size > 0) continue
      const found = await lookAt(this.#desk, box, parts, isRested)
      if (found === 'pause') return show('pause')
      if (found === 'enough') return this.#nothing('enough')
      if (typeof found === 'string') continue
      return this.#show(box, found)
    }
    this.#nothing(closed > 0 ? 'closed' : 'nothing', closed)
  }

  #nothing(why: string, many = 0): void {
    elementAt('why-nothing').textContent = onPage(this.#data, why, many)
    show('nothing')
  }

  #show(box: string, story: Story): void {
    this.#shown = { box, story }
    elementAt('question').textContent = this.#data.questions[story.question] ?? story.question
    elementAt('allows').textContent = onPage(this.#data, `allows ${story.share}`)
    const text = elementAt('text')
    text.setAttribute('lang', story.language)
    text.replaceChildren(...partsOfText(story.text).map(({ text, isMarked }) => (isMarked ? make('mark', text) : text)))
    elementAt('places').replaceChildren(
      ...placesIn(story.text).map(({ kind, isSure, text }) =>
        make('li', `${onPage(this.#data, isSure ? 'takeOut' : 'lookAt')} ${onPage(this.#data, kind)}: ${text}`),
      ),
    )
    for (const choice of elementAt('decision').querySelectorAll('[name=choice]')) choice.checked = false
    for (const field of ['in-text', 'in-reason']) elementAt(field).value = ''
    elementAt('wrong').textContent = ''
    show('story')
  }

  async #decide(): Promise<void> {
    if (!this.#shown) return
    const { box, story } = this.#shown
    const choice = [...elementAt('decision').querySelectorAll('[name=choice]')].find(({ checked }) => checked)?.value
    const text = elementAt('in-text').value.trim()
    const [question, option] = elementAt('in-of').value.split(' ')
    const of = question && option && choice !== 'drop' ? { of: { question, option } } : {}
    const read = decision.safeParse({
      choice,
      reason: elementAt('in-reason').value.trim(),
      ...(choice === 'edit' || choice === 'summarise' ? { text } : {}),
      ...of,
    })
    const flaw = read.success ? flawIn(story, read.data, this.#desk.now) : 'incomplete'
    const wrong = elementAt('wrong')
    wrong.textContent = flaw === undefined ? '' : onPage(this.#data, flaw)
    if (flaw !== undefined || !read.success) return
    await commitTo(this.#desk, box, read.data)
    await this.next()
  }

  async #pass(): Promise<void> {
    if (!this.#shown) return
    await addStep(this.#desk, this.#shown.box, { kind: 'pass' })
    await this.next()
  }

  /** Opens what this reader handed in where both are in, and shows where the two agree. */
  async #compare(): Promise<void> {
    const { boxes } = await readableTo(this.#desk)
    const before = await stepsSoFar(this.#desk)
    for (const box of boxes.keys()) {
      const review = reviewOf(this.#desk, before, box)
      if (review.commitments.size === 2 && !review.opened.has(this.#desk.own.id)) await openOwn(this.#desk, box, review)
    }
    const steps = await stepsSoFar(this.#desk)
    const items: PageElement[] = []
    for (const [box, parts] of boxes) {
      const review = reviewOf(this.#desk, steps, box)
      if (review.commitments.size === 0 && review.passed.size === 0) continue
      const story = review.opened.size === 2 ? await lookAt(this.#desk, box, parts) : { text: '' }
      if (typeof story !== 'string') items.push(this.#outcome(box, agreementFor(this.#desk, box, review, story)))
    }
    elementAt('outcomes').replaceChildren(...items)
    const both = elementAt('both')
    both.hidden = false
    both.focus()
  }

  #outcome(box: string, said: Agreement): PageElement {
    const item = make('li', '', 'card')
    item.append(make('p', onPage(this.#data, said.outcome === 'dropped' ? `dropped ${said.because}` : said.outcome)))
    if (said.outcome === 'taken') item.append(quotedWords(said.quote.text))
    if (said.outcome !== 'differ') return item
    for (const proposed of said.proposed) {
      item.append(quotedWords(proposed.text), this.#settling(box, onPage(this.#data, 'takeThis'), proposedHash(proposed)))
    }
    item.append(this.#settling(box, onPage(this.#data, 'takeNone'), null))
    return item
  }

  #settling(box: string, label: string, takes: string | null): PageElement {
    const button = make('button', label, 'second')
    button.setAttribute('type', 'button')
    button.addEventListener('click', () =>
      this.#work(async () => {
        await addStep(this.#desk, box, { kind: 'settle', takes })
        await this.#compare()
      }),
    )
    return button
  }
}

function show(section: (typeof SECTIONS)[number]): void {
  for (const each of SECTIONS) elementAt(each).hidden = each !== section
  elementAt(section).focus()
}
