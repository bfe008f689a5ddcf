import fc from 'fast-check'
import { parse, stringify } from 'yaml'
import { loadSurvey } from '#shared/survey/load-survey.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { STRUCTURE, WORDING } from '../survey/sample.ts'

/** Texts with all that a spreadsheet, Markdown or a form's own language could take for something else. */
const piece = fc.oneof(
  fc.constantFrom(
    ...[
      'How often?',
      '**loud**',
      '_soft_',
      '<b>x</b>',
      '&amp;',
      '&#65;',
      '${q0}',
      '$',
      '  ',
      '\n',
      '\n\n\n\n',
      '# 1',
      '[a](b)',
      '\\*',
      '=1+1',
      "'",
      '"',
      '|',
      '\t',
    ],
    ...['هل ذهبت؟', '¿Qué?', '🙂', '<', '>', '@', '*', 'a_b_c', '`', '~', '-1', '10', 'true', 'null', '_x0041_'],
  ),
  fc.string({ maxLength: 6 }),
)
const text = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => {
  const said = pieces
    .join(' ')
    .replace(/[^\P{Cc}\n\t]|\p{Cs}|[\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/gu, '')
    .trim()
  return said === '' ? 'A text' : said
})

const kinds = ['single', 'scale', 'multi', 'pick', 'number', 'text', 'info', 'list', 'grid', 'rank'] as const
const optionId = fc.constantFrom('yes', 'no', '0', '10_plus', 'a+b', 'a.b', 'pns', 'dk', 'Other', 'other', '75')
const auto = fc.option(fc.subarray(['dk', 'na', 'pns']), { nil: undefined })

const anyQuestion = fc.record({
  id: fc.constantFrom('went', 'a.b', 'A-1', 'Went', 'felt_x', 'q', 'consent', 'intro', 'meta', 'p0', 'about', 'x_say'),
  kind: fc.constantFrom(...kinds),
  options: fc.uniqueArray(optionId, { minLength: 2, maxLength: 6 }),
  labels: fc.array(text, { minLength: 6, maxLength: 6 }),
  auto,
  text,
  hint: fc.option(text),
  special: fc.nat(7),
  scores: fc.boolean(),
  shuffle: fc.boolean(),
  rollups: fc.constantFrom('none', 'two', 'automatic'),
  depends: fc.option(fc.nat(30)),
  how: fc.nat(6),
  mark: fc.constantFrom('group', 'crossed', 'left_out', ''),
})
type Drawn = typeof anyQuestion extends fc.Arbitrary<infer T> ? T : never

const anyPart = fc.record({
  id: fc.constantFrom('p0', 'q', 'went', 'P1', 'meta', 'consent', 'last'),
  note: fc.option(text),
  sens: fc.boolean(),
  info: fc.option(text),
  stem: fc.option(text),
  title: text,
  depends: fc.option(fc.nat(30)),
  questions: fc.array(anyQuestion, { minLength: 1, maxLength: 4 }),
})

const anyShape = fc.record({
  parts: fc.uniqueArray(anyPart, { minLength: 1, maxLength: 3, selector: ({ id }) => id }),
  about: fc.array(anyQuestion, { maxLength: 2 }),
  languages: fc.constantFrom(['en'], ['en', 'ar'], ['es', 'en'], ['es-MX', 'de', 'en']),
  words: fc.array(text, { minLength: 8, maxLength: 8 }),
  backwards: fc.boolean(),
  profile: fc.constantFrom<Record<string, unknown>>(
    { profile: 'rounded' },
    { profile: 'careful', reports: 3, why: 'We ask each spring.' },
    { profile: 'dp', rho: 0.1 },
    { profile: 'exact-closed' },
  ),
  cross: fc.constantFrom('all', 'none', 'marked'),
  more: fc.constantFrom<Record<string, unknown>>(
    {},
    { closes: '2027-03-01 18:00 Europe/London' },
    { access: 'invitation', abuse: { proof_of_work: true } },
    { follow_up: true, version: '10.2.0' },
  ),
})

/** Any survey that loads: made as people write it, in files. */
export const anyAuthored: fc.Arbitrary<Survey> = anyShape.map((shape) => new Writing(shape).survey())

class Writing {
  readonly #shape: typeof anyShape extends fc.Arbitrary<infer T> ? T : never
  readonly #asked: { readonly id: string; readonly kind: Drawn['kind']; readonly options: readonly string[]; readonly mark: string }[] = []
  readonly #words: Record<string, Record<string, unknown>> = {}
  readonly #scales: Record<string, unknown> = {}
  readonly #scaleWords: Record<string, unknown> = {}

  constructor(shape: typeof anyShape extends fc.Arbitrary<infer T> ? T : never) {
    this.#shape = shape
  }

  survey(): Survey {
    const { parts, about, languages, words, profile, more } = this.#shape
    const sections = parts.map((part) => {
      const shown = this.#condition(part.depends, 0)
      const questions = this.#questions(part.questions)
      return {
        id: part.id,
        ...(part.note !== null && { note: true, ...(part.sens && { sens: 'high' }) }),
        ...(shown && { if: shown }),
        questions,
      }
    })
    const aboutYou = this.#questions(about)
    const structure = {
      ...Object(parse(STRUCTURE)),
      languages,
      scales: this.#scales,
      sections,
      about_you: aboutYou,
      checkin: { id: 'check', type: 'single', options: ['fine', 'upset'], auto: ['pns'] },
      support: [
        {
          ...SUPPORT,
          name: inEach(languages, words[7] ?? ''),
          hours: { ...inEach(languages, 'Always'), fr: 'Toujours' },
          channels: [
            { kind: 'call', value: '988', cost: 'free' },
            { kind: 'text', value: inEach(languages, '741741'), cost: 'local' },
            { kind: 'web', value: 'https://example.org/a', cost: 'unknown' },
          ],
        },
      ],
      release: { cadence: inEach(languages, 'Once'), return_to_community: inEach(languages, words[7] ?? '') },
      disclosure: profile,
      plan: this.#plan(),
      ...more,
      ...('follow_up' in more && { kept_ids: { check: '10.2.0', ...(this.#asked[0] && { [this.#asked[0].id]: '1.0.0' }) } }),
    }
    const titles = parts.map(({ id, title, note, info, stem }) => [
      id,
      { title, ...(note !== null && { note }), ...(info !== null && { info }), ...(stem !== null && { stem }) },
    ])
    const base = { ...Object(parse(WORDING)) }
    const files = languages.map((language, i): [string, string] => {
      const own = (said: string) => (i === 0 ? said : `${language} ${said}`)
      const file = {
        ...base,
        language,
        ...(i === 1 && { reviewed: { on: '2026-11-21', by: own(words[0] ?? ''), people: '12' } }),
        title: own(words[1] ?? ''),
        intro: own(words[2] ?? ''),
        scales: deep(this.#scaleWords, own),
        sections: {
          ...Object(deep(Object.fromEntries(titles), own)),
          ...(aboutYou.length > 0 && { about_you: own('About you') }),
          checkin: own(words[3] ?? ''),
        },
        questions: {
          ...Object(deep(this.#words, own)),
          check: { text: own(words[4] ?? ''), options: { fine: own('Fine'), upset: own('Upset') } },
        },
        consent: { ...base.consent, complaint: own(words[5] ?? ''), summary: [own(words[6] ?? ''), own('A second line')] },
      }
      return [`${language}.yaml`, stringify(file)]
    })
    return loadSurvey(new Map([['survey.yaml', stringify(structure)], ...files]))
  }

  #plan(): Record<string, unknown> {
    const { backwards, cross } = this.#shape
    const marked = (mark: string, usable: (kind: Drawn['kind']) => boolean) => {
      const ids = this.#asked.filter((each) => each.mark === mark && usable(each.kind)).map(({ id }) => id)
      return backwards ? ids.toReversed() : ids
    }
    const closed = (kind: Drawn['kind']) => kind !== 'text' && kind !== 'info'
    return {
      by: marked('group', (kind) => closed(kind) && kind !== 'pick'),
      cross: cross === 'marked' ? marked('crossed', closed) : cross,
      except: marked('left_out', closed),
      ...this.#lead(),
    }
  }

  /** With the groups of the plan, which are all in tables. */
  #lead(): Record<string, unknown> {
    const questions = this.#asked.filter(({ mark, kind }) => mark === 'group' && kind !== 'text' && kind !== 'info').map(({ id }) => id)
    return questions.length > 0 ? { lead: { questions, most: 2, order: 'largest_first' } } : {}
  }

  #questions(drawn: readonly Drawn[]): Record<string, unknown>[] {
    return drawn.map((question) => {
      const id = this.#asked.some((each) => each.id.startsWith(question.id)) ? `${question.id}_x${this.#asked.length}` : question.id
      const shown = this.#condition(question.depends, question.how)
      this.#asked.push({
        id: question.kind === 'grid' ? `${id}_r1` : question.kind === 'rank' && question.options.length > 2 ? `${id}_1` : id,
        kind: question.kind,
        options: question.kind === 'number' ? ['b0', 'b1', 'b2', 'b3'] : question.options,
        mark: question.mark,
      })
      return { id, ...this.#typed(id, question), ...(shown && { if: shown }) }
    })
  }

  #typed(
    id: string,
    { kind, options, labels, text: said, hint, auto: states, special, scores, shuffle, rollups }: Drawn,
  ): Record<string, unknown> {
    const labelled = Object.fromEntries(options.map((option, i) => [option, `${labels[i]} ${i}`]))
    this.#words[id] = { text: said, ...(hint !== null && { hint }) }
    if (kind === 'info') return { type: kind }
    if (kind === 'text') return { type: kind, max: 10 + special * 300, ...(scores && { share: 'ask' }) }
    const together = this.#rollups(kind === 'number' ? ['b0', 'b1', 'b2', 'b3'] : options, rollups)
    const common = { ...(states && { auto: states }), ...together }
    const [named] = typeof together.rollups === 'object' ? Object.keys(Object(together.rollups)) : []
    if (named !== undefined && kind !== 'rank') this.#words[id] = { ...this.#words[id], rollups: { [named]: said } }
    if (kind === 'number') {
      const step = scores ? 1 : 0.5
      const bands = [0, 1, 2, 3].map((i) => ({ id: `b${i}`, from: i * 10, to: i * 10 + 10 - step, ...(shuffle && { score: -i }) }))
      this.#words[id] = {
        ...this.#words[id],
        options: Object.fromEntries(bands.map((band, i) => [band.id, `${labels[i]} ${i}`])),
        ...(scores && { unit: labels[5] }),
      }
      return { type: kind, bands, ...common }
    }
    const listed = options.map((option, i) => ({ id: option, ...(scores && kind !== 'multi' && kind !== 'pick' && { score: i * 2.5 }) }))
    if (kind === 'scale') {
      this.#scales[`s${special}`] ??= listed
      this.#scaleWords[`s${special}`] ??= labelled
      const same = JSON.stringify(this.#scales[`s${special}`]) === JSON.stringify(listed)
      const name = same ? `s${special}` : `own${this.#asked.length}`
      this.#scales[name] = listed
      this.#scaleWords[name] ??= labelled
      return { type: kind, scale: name, ...common }
    }
    this.#words[id] = { ...this.#words[id], options: labelled }
    const withBox = listed.map((option, i) => ({
      ...option,
      ...(special === i && { say: 50 }),
      ...((kind === 'multi' || kind === 'pick') && special === i + 1 && { alone: true }),
    }))
    if (kind === 'rank') return this.#ranking(id, options, states)
    if (kind === 'grid') {
      this.#words[id] = { ...this.#words[id], rows: { r1: labels[4], r2: labels[5] } }
      return { type: kind, rows: ['r1', 'r2'], options: listed, ...common }
    }
    if (kind === 'list') return { type: 'single', search: true, options: withBox, ...common }
    return {
      type: kind,
      options: withBox,
      ...(kind === 'pick' && { max: 1 + (special % options.length) }),
      ...(shuffle && { shuffle: true }),
      ...common,
    }
  }

  #ranking(id: string, options: readonly string[], auto: readonly string[] | undefined): Record<string, unknown> {
    if (options.length < 3) return { type: 'single', options, ...(auto && { auto }) }
    this.#words[id] = { ...this.#words[id], places: { 1: 'First?', 2: 'Then?' } }
    return { type: 'rank', places: 2, options, ...(auto && { auto }) }
  }

  #rollups(ids: readonly string[], how: Drawn['rollups']): Record<string, unknown> {
    if (how === 'automatic') return {}
    return { rollups: how === 'none' ? 'none' : { both: [ids[1], ids[0]], ...(ids.length > 2 && { 'a+b': ids.slice(0, 3) }) } }
  }

  #condition(depends: number | null, how: number): Record<string, unknown> | undefined {
    const earlier = this.#asked.filter(({ kind }) => kind !== 'info')
    const { id: q, kind, options } = (depends === null ? undefined : earlier[depends % Math.max(1, earlier.length)]) ?? {}
    if (q === undefined || !options) return undefined
    const answered = { q, answered: true }
    if (kind === 'text' || how === 0) return answered
    const some = { q, in: options.slice(0, 2) }
    if (how === 1) return some
    if (how === 2) return { q, any_except: [options[0]] }
    if (how === 6) return { any: [{ q, none_of: [options[0]] }, { all: [answered, { q, none_of: [options[1]] }] }] }
    if (how === 3) return { any: [{ q, in: [options[1]] }, { all: [answered, some] }] }
    return how === 4 ? { all: [some, { any: [answered] }] } : { all: [some] }
  }
}

const SUPPORT = {
  id: 'line',
  region: 'US-IL',
  peer_run: false,
  languages: ['en', 'es'],
  emergency_services: 'unknown',
  last_verified: '2026-01-31',
  verified_by: 'Rosa',
}

function inEach(languages: readonly string[], said: string): Record<string, string> {
  return Object.fromEntries(languages.map((language) => [language, `${said} ${language}`]))
}

/** Every word said in another language; ids stay. */
function deep(value: unknown, own: (text: string) => string): unknown {
  if (typeof value === 'string') return own(value)
  return Object.fromEntries(Object.entries(Object(value)).map(([key, each]) => [key, deep(each, own)]))
}
