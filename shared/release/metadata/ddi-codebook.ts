import type { Survey } from '#shared/survey/survey.ts'
import { STATE_LABELS, stateWording, wordingOf } from '../wording.ts'
import type { Described } from './described.ts'

/**
 * ddi-codebook.xml after DDI-Codebook 2.5: the study, report.csv, and each question with its words and codes. Frequencies
 * are in report.csv alone, where each has its range.
 */
export function ddiCodebook(survey: Survey, described: Omit<Described, 'tables'>): Uint8Array {
  const { title, study, release, author, date, description, language, licence, standing, doNotCite } = described
  const states = stateWording(survey)
  const variables = wordingOf(survey, language).map((wording) =>
    element('var', { ID: idOf(wording.id), name: wording.id, files: 'F1' }, [
      element('labl', {}, [text(wording.text)]),
      element('qstn', {}, [element('qstnLit', {}, [text(wording.text)])]),
      ...wording.answers.map(({ id, text: label }) => category(id, label)),
      ...STATE_LABELS.map(([label, state]) => category(label, states[state], { missing: 'Y' })),
    ]),
  )
  const citation = element('citation', {}, [
    element('titlStmt', {}, [element('titl', {}, [text(title)]), element('IDNo', { agency: 'Chorus' }, [text(`${study}-${release}`)])]),
    element('rspStmt', {}, [element('AuthEnty', {}, [text(author)])]),
    element('prodStmt', {}, [element('producer', {}, [text(author)]), element('prodDate', { date }, [text(date)])]),
    element('verStmt', {}, [element('version', { date }, [text(`${release} (${standing})`)])]),
  ])
  const method = element('method', {}, [
    element('dataColl', {}, [
      element('sampProc', {}, [text('People chose to take part. This is not a random sample.')]),
      element('collMode', {}, [
        text('Web pages that people filled in themselves. Whether forms on paper were typed in: to be stated by the researchers.'),
      ]),
      element('weight', {}, [text('None.')]),
    ]),
  ])
  const body = element('codeBook', { xmlns: 'ddi:codebook:2_5', version: '2.5', 'xml:lang': language }, [
    element('stdyDscr', {}, [
      citation,
      element('stdyInfo', {}, [element('abstract', {}, [text(description)])]),
      method,
      element('dataAccs', {}, [
        element('useStmt', {}, [
          ...(doNotCite === undefined ? [] : [element('citReq', {}, [text(doNotCite)])]),
          element('conditions', {}, [text(`${licence}. ${description}`)]),
        ]),
      ]),
    ]),
    element('fileDscr', { ID: 'F1' }, [
      element('fileTxt', {}, [
        element('fileName', {}, [text('report.csv')]),
        element('fileCont', {}, [
          text('One row a number: how many people gave an answer, with its range. The answers of single people are in no file.'),
        ]),
      ]),
    ]),
    element('dataDscr', {}, variables),
  ])
  return new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>\n${body}\n`)
}

function category(value: string, label: string, attributes: Readonly<Record<string, string>> = {}): string {
  return element('catgry', attributes, [element('catValu', {}, [text(value)]), element('labl', {}, [text(label)])])
}

/** An id of XML, one for each question id: these hold letters, digits, `.`, `-` and `_`. */
function idOf(question: string): string {
  return `V_${question}`
}

function element(name: string, attributes: Readonly<Record<string, string>>, children: readonly string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${text(value)}"`)
  return `<${name}${written.join('')}>${children.join('')}</${name}>`
}

function text(words: string): string {
  return words.replace(/[&<>"]/g, (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[letter] ?? '&quot;')
}
