import { describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { InputRefused } from '#shared/problem.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { CONSENT_ELEMENTS } from '#shared/survey/consent-text.ts'
import { readability } from '#shared/survey/lint/reading-level.ts'
import { loadSurvey } from '#shared/survey/load-survey.ts'
import { townWith } from '#test/unit/respond/helpers/town.ts'
import { filesOf, STRUCTURE, swap, WORDING } from '#test/unit/survey/sample.ts'

/** Every named field of a consent text: what 45 CFR 46.116, GDPR 7 and 13 and ISO/IEC TS 27560 ask for. */
const FIELDS = [
  ...['controller', 'summary', 'purposes', 'data', 'storage', 'recipients', 'jurisdiction', 'rights', 'complaint', 'withdrawal'],
  ...['research', 'purpose', 'procedures', 'duration', 'risks', 'benefits', 'alternatives', 'confidentiality', 'voluntary'],
  ...['future_use', 'basis', 'transfers', 'deletion', 'questions'],
]

const inSpanish = (text: string) => swap(text, 'language: en', 'language: es')
const without = (field: string, text: string) => {
  const line = new RegExp(`^  ${field}: .*\n`, 'm')
  const consent = text.indexOf('\nconsent:')
  const changed = text.slice(0, consent) + text.slice(consent).replace(line, '')
  expect(changed).not.toBe(text)
  return changed
}

function problemsOf(files: ReadonlyMap<string, string>): string[] {
  try {
    loadSurvey(files)
    return []
  } catch (thrown) {
    if (!(thrown instanceof InputRefused)) throw thrown
    return thrown.problems.map(({ file, message, remedy }) => `${file}: ${message}. ${remedy}`)
  }
}

describe('a consent text (CO-02)', () => {
  it('has a field for each thing it must say', () => {
    expect(FIELDS).toEqual(expect.arrayContaining(CONSENT_ELEMENTS))
    expect(problemsOf(filesOf(STRUCTURE))).toStrictEqual([])
  })

  it.each(FIELDS)('does not load without "%s", in whichever language it is missing', (field) => {
    const both = filesOf(swap(STRUCTURE, 'languages: [en]', 'languages: [en, es]'))
    const inTheOther = (text: string) =>
      problemsOf(new Map([...both, ['es.yaml', inSpanish(text)]])).filter((problem) => problem.startsWith('es.yaml'))
    expect(inTheOther(WORDING)).toStrictEqual([])
    expect(inTheOther(without(field, WORDING))).toStrictEqual([expect.stringMatching(new RegExp(`^es\\.yaml: "${field}" is missing\\. `))])
  })

  it('is told of everything it leaves out at once, and of what each would have to say', () => {
    const bare = ['risks', 'alternatives', 'basis'].reduce((text, field) => without(field, text), WORDING)
    expect(problemsOf(filesOf(STRUCTURE, bare))).toStrictEqual([
      'en.yaml: "risks" is missing. Say what could go wrong',
      'en.yaml: "alternatives" is missing. Say what a person can do instead',
      'en.yaml: "basis" is missing. Say what allows the answers to be used',
    ])
  })

  it('has at most seven lines of key facts', () => {
    const eight = WORDING.replace('summary: [We ask about care.]', `summary: [${'Line, '.repeat(8)}]`)
    expect(problemsOf(filesOf(STRUCTURE, eight))).toStrictEqual([expect.stringContaining('"summary" is too long')])
  })
})

describe.each(['being-heard', 'crisis-response'])('the consent of %s (CO-02)', (name) => {
  it('begins with key facts that read at school grade 8 or below, and every element reads on', async () => {
    const survey = await readSurvey(`surveys/${name}`)
    const text = survey.texts.en?.consent
    if (!text) throw new Error('no English')
    expect(readability(text.summary).grade).toBeLessThanOrEqual(8)
    for (const id of CONSENT_ELEMENTS) expect([id, readability([text[id].text]).grade < 10]).toStrictEqual([id, true])
  })

  it('is all on the page, in every language, key facts first', async () => {
    const survey = await readSurvey(`surveys/${name}`)
    const town = await townWith(survey)
    for (const language of survey.languages) {
      const { page } = await town.browser().open(`/s/${linkOf(survey.id)}/consent?lang=${language}`)
      const text = survey.texts[language]?.consent
      if (!text) throw new Error(`no texts in ${language}`)
      const told = [
        ...text.summary,
        ...CONSENT_ELEMENTS.flatMap((id) => [text[id].title, text[id].text]),
        ...[
          ...text.data,
          ...text.recipients,
          ...text.rights,
          text.withdrawal.how,
          text.withdrawal.until,
          text.complaint,
          text.jurisdiction,
        ],
        ...Object.values(text.purposes),
      ]
      const places = told.map((each) => page.text.indexOf((each ?? '').replaceAll(/\s+/g, ' ').trim()))
      expect(told.filter((_, at) => places[at] === -1)).toStrictEqual([])
      const facts = places.slice(0, text.summary.length)
      expect(facts).toStrictEqual(facts.toSorted((a, b) => a - b))
      const elements = CONSENT_ELEMENTS.map((id) => page.text.indexOf(text[id].text.replaceAll(/\s+/g, ' ').trim()))
      expect(Math.min(...elements)).toBeGreaterThan(facts.at(-1) ?? 0)
    }
  })
})
