import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { run } from '#cli/main.ts'
import { beginState, stateFileOf } from '#cli/series/kept-state.ts'

const SURVEY = join(import.meta.dirname, '..', 'reference', 'surveys', 'haireyecolor')

let folder: string
let people: number
let said: { out: string; err: string }

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chorus-tabulate-'))
  said = { out: '', err: '' }
  people = 400
  vi.spyOn(console, 'log').mockImplementation((line) => {
    said.out += `${line}\n`
  })
  vi.spyOn(console, 'error').mockImplementation((line) => {
    said.err += `${line}\n`
  })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said.err += text
    return true
  })
})

afterEach(async () => {
  vi.restoreAllMocks()
  process.exitCode = undefined
  await rm(folder, { recursive: true })
})

const at = (name: string) => join(folder, name)

/** 400 people: 300 brown, 90 black, 10 red. */
const ROWS = Array.from({ length: 400 }, (_, i) => `${i < 300 ? 'Brown' : i < 390 ? 'Black' : 'Red'},Brown,${i % 2 ? 'Male' : 'Female'}`)

async function tabulate(...more: string[]): Promise<number> {
  await writeFile(at('answers.csv'), ['Hair,Eye,Sex', ...ROWS.slice(0, people)].join('\n'))
  process.exitCode = undefined
  return run(['tabulate', '--survey', SURVEY, '--responses', at('answers.csv'), '--out', at('report'), '--date', '2026-01-05', ...more])
}

/** The range of the count: of 300 people some 270 are counted: five standard deviations to either side, and rounding. */
function isOfTheCounted(count: string | undefined): boolean {
  return Math.abs(Number(count) - 270) <= 30
}

async function countsOf(table: string, folder = 'candidate-report'): Promise<Record<string, string>> {
  const lines = (await readFile(at(`${folder}/report.csv`), 'utf8')).split('\n').map((line) => line.split(','))
  return Object.fromEntries(lines.filter((cells) => cells[3] === table).map((cells) => [cells[5] ?? '', cells[8] ?? '']))
}

/** One new key in about a hundred hides the number that is looked at, by a secret draw. */
async function fixedKey(): Promise<string> {
  const key = Buffer.alloc(32, 7)
  await writeFile(at('key'), `chorus study key for haireyecolor\n${key.toString('base64')}\n`)
  await beginState(stateFileOf(at('key')), key)
  return at('key')
}

describe('chorus tabulate', () => {
  it('writes a rounded candidate, with a new key beside it that only its owner may read', async () => {
    expect(await tabulate()).toBe(0)

    expect((await readdir(folder)).sort()).toEqual(['answers.csv', 'candidate-report', 'haireyecolor.key', 'haireyecolor.key.state'])
    expect((await readdir(at('candidate-report'))).sort()).toEqual([
      'CITATION.cff',
      'SHA256SUMS',
      'citation.bib',
      'citation.json',
      'citation.ris',
      'datacite.json',
      'datapackage.json',
      'ddi-codebook.xml',
      'load-report.R',
      'load-report.sps',
      'means.csv',
      'methods.json',
      'questions.csv',
      'quotes.json',
      'report.csv',
      'report.csv-metadata.json',
      'report.html',
      'ro-crate-metadata.json',
      'survey.json',
      'tables',
    ])
    expect((await stat(at('haireyecolor.key'))).mode & 0o777).toBe(0o600)
    expect(await readFile(at('haireyecolor.key'), 'utf8')).toMatch(/^chorus study key for haireyecolor\n[A-Za-z0-9+/]{43}=\n$/)
    expect(said.err).toContain('Keep it, and keep it secret')
    expect(said.out).toContain('nobody has approved it')
    expect((await countsOf('Hair')).Red).toBe('')
  })

  it('says of made-up people that they are, in the name of the folder and on the page', async () => {
    expect(await tabulate('--made-up')).toBe(0)

    expect(await readFile(at('candidate-made-up-report/report.html'), 'utf8')).toContain('The people in this report are made up.')
    expect(said.out).toContain('Its people are made up.')
  })

  it('keeps the key, so the same answers are rounded the same way again', async () => {
    await tabulate()
    const [first, key] = [await readFile(at('candidate-report/report.csv'), 'utf8'), await readFile(at('haireyecolor.key'))]
    await rm(at('candidate-report'), { recursive: true })

    expect(await tabulate()).toBe(0)

    expect(await readFile(at('haireyecolor.key'))).toEqual(key)
    expect(await readFile(at('candidate-report/report.csv'), 'utf8')).toBe(first)
  })

  it('writes exact counts when told to, warns on the error stream, and calls them no release', async () => {
    expect(await tabulate('--profile', 'unprotected')).toBe(0)

    expect(await countsOf('Hair', 'report')).toMatchObject({ Brown: '300', Black: '90', Red: '10', Blond: '0' })
    expect(said.err).toContain('WARNING')
    expect(said.err).toContain('may never be released')
    expect(said.out).toContain('This is not a release')
    expect(await readdir(folder)).not.toContain('haireyecolor.key')
  })

  it.each(['audit', 'attack'])('says that it takes no exact counts: %s', async (command) => {
    await tabulate('--profile', 'unprotected')
    said.err = ''

    expect(await run([command, at('report')])).toBe(2)

    expect(said.err).toContain('these are exact numbers without protection')
    expect(said.err).toContain('They are no release: do not share them')
  })

  it('does not take the profile small from the command line, where a survey does not say why', async () => {
    expect(await tabulate('--profile', 'small')).toBe(1)

    expect(said.err).toContain('write disclosure: {profile: small, reports: 1, why: <a sentence>} in survey.yaml')
    expect(await readdir(folder)).toEqual(['answers.csv'])
  })

  it.each([
    ['a file of another length', 31],
    ['an empty file', 0],
  ])('refuses %s as a key, and writes nothing', async (_, length) => {
    await writeFile(at('key'), new Uint8Array(length))

    expect(await tabulate('--key', at('key'))).toBe(1)

    expect(said.err).toContain(`a study key has 32 bytes and this file has ${length}`)
    expect(await readdir(folder)).not.toContain('candidate-report')
  })

  it('rounds with one key for every report in a folder, whatever their names', async () => {
    await tabulate()
    const first = await readFile(at('candidate-report/report.csv'), 'utf8')

    expect(await tabulate('--out', at('again'))).toBe(0)

    expect(await readFile(at('candidate-again/report.csv'), 'utf8')).toBe(first)
    expect((await readdir(folder)).filter((name) => name.endsWith('.key'))).toEqual(['haireyecolor.key'])
  })

  it('makes no second key where one of this study lies under another name, and takes that one when it is named', async () => {
    await tabulate()
    const first = await readFile(at('candidate-report/report.csv'), 'utf8')
    await rename(at('haireyecolor.key'), at('ours.key'))
    await rename(at('haireyecolor.key.state'), at('ours.key.state'))

    expect(await tabulate()).toBe(1)
    expect(said.err).toContain('a key of haireyecolor lies here already under another name')
    expect(await tabulate('--key', at('ours.key'))).toBe(0)
    expect(await readFile(at('candidate-report/report.csv'), 'utf8')).toBe(first)
  })

  it('leaves no key behind where the file cannot be read', async () => {
    await writeFile(at('wrong.csv'), 'Hair,Eye,Sex\nGreen,Brown,Male\n')

    expect(await tabulate('--responses', at('wrong.csv'))).toBe(1)
    expect(said.err).toContain('"Green" is not an option')
    expect(said.err).not.toContain('Made the study key')
    expect((await readdir(folder)).filter((name) => name.includes('.key'))).toEqual([])
  })

  it('makes no new key where the state of a lost one lies, or a report on the study', async () => {
    await tabulate()
    await rm(at('haireyecolor.key'))

    expect(await tabulate()).toBe(1)
    expect(said.err).toContain('haireyecolor.key.state - this is the state of a study key that does not lie beside it any more')
    await rm(at('haireyecolor.key.state'))
    expect(await tabulate('--out', at('again'))).toBe(1)
    expect(said.err).toContain('here lies report 1 of this study')
    expect(await readdir(folder)).not.toContain('candidate-again')
  })

  it('says as a rule that a part is not counted, and never how many', async () => {
    await tabulate()

    expect(said.out).toContain(
      'About one in 10 of the people whom no report had counted, chosen at random with the key, waits for a later report',
    )
    expect(await readFile(at('candidate-report/methods.json'), 'utf8')).toContain(
      'Of those whom no report had counted, about one in 10, chosen at random, waits for a later one.',
    )
  })

  it('refuses the key of another study, and takes 32 bytes from elsewhere', async () => {
    await writeFile(at('key'), `chorus study key for being-heard\n${Buffer.alloc(32, 7).toString('base64')}\n`)
    await writeFile(at('bytes'), Buffer.alloc(32, 7))
    await beginState(at('bytes.state'), Buffer.alloc(32, 7))

    expect(await tabulate('--key', at('key'))).toBe(1)
    expect(said.err).toContain('the key of another study')
    expect(await tabulate('--key', at('bytes'))).toBe(0)
  })

  it('refuses a key that is not there, rather than round with another', async () => {
    expect(await tabulate('--key', at('lost'))).toBe(1)
    expect(said.err).toContain('there is no such key file')
  })

  it('refuses a folder with files of somebody else, and leaves them as they are', async () => {
    await mkdir(at('candidate-report'))
    await writeFile(at('candidate-report/thesis.txt'), 'years of work')

    expect(await tabulate()).toBe(1)

    expect(said.err).toContain('holds files that Chorus did not write')
    expect(await readFile(at('candidate-report/thesis.txt'), 'utf8')).toBe('years of work')
  })

  it('replaces a report it made before, but not one to which something was added', async () => {
    await tabulate('--profile', 'unprotected')
    people = 350
    expect(await tabulate('--profile', 'unprotected')).toBe(0)
    expect(await countsOf('Hair', 'report')).toMatchObject({ Brown: '300', Black: '50' })

    await writeFile(at('report/notes.txt'), 'added')
    expect(await tabulate('--profile', 'unprotected')).toBe(1)
    expect((await readdir(folder)).filter((name) => name.includes('unfinished'))).toEqual([])
  })

  it('does not replace a report that somebody changed', async () => {
    await tabulate()
    await writeFile(at('candidate-report/report.csv'), 'corrected by hand')

    expect(await tabulate()).toBe(1)

    expect(said.err).toContain('were changed since')
    expect(await readFile(at('candidate-report/report.csv'), 'utf8')).toBe('corrected by hand')
  })

  it('refuses a link, the folder it runs in, and a place where nothing can be made', async () => {
    await mkdir(at('elsewhere'))
    await symlink(at('elsewhere'), at('candidate-link'))
    await writeFile(at('file'), '')

    expect(await tabulate('--out', at('link'))).toBe(1)
    expect(said.err).toContain('candidate-link - this is a link')
    expect(await tabulate('--out', '.')).toBe(1)
    expect(said.err).toContain('this is the folder you are in')
    expect(await tabulate('--out', at('file/report'))).toBe(1)
    expect(said.err).toContain('nothing can be written here: a part of the path is a file')
    expect(await readdir(at('elsewhere'))).toEqual([])
  })

  it('writes nothing but the key when there are too few answers to share any of them', async () => {
    people = 40

    expect(await tabulate()).toBe(1)

    expect(said.err).toContain('A report needs about 50. None was made.')
    expect(said.err).toContain('The study key stays')
    expect(await readdir(folder)).not.toContain('candidate-report')
  })

  it('counts no row of separators alone as a person, and says how many it dropped', async () => {
    await writeFile(at('cleared.csv'), ['Hair,Eye,Sex', ...ROWS.slice(0, 40), ...Array.from({ length: 30 }, () => ',,')].join('\n'))

    expect(await run(['tabulate', '--survey', SURVEY, '--responses', at('cleared.csv'), '--out', at('report')])).toBe(1)

    expect(said.err).toContain('dropped 30 rows (42, 43, 44, 45, 46, ...) without any answer')
    expect(said.err).toContain('A report needs about 50')
  })

  it('passes over columns and does without questions that it is told of', async () => {
    await writeFile(
      at('export.csv'),
      ['sep=;', 'Response ID;Hair;Eye', ...ROWS.map((row, i) => `R_${i};${row.split(',').slice(0, 2).join(';')}`)].join('\r\n'),
    )
    const own = ['tabulate', '--survey', SURVEY, '--responses', at('export.csv'), '--out', at('report'), '--key', await fixedKey()]

    expect(await run([...own, '--ignore', 'Response ID', '--absent', 'Sex'])).toBe(0)
    expect(isOfTheCounted((await countsOf('Hair')).Brown)).toBe(true)
    expect(await countsOf('Sex')).toMatchObject({ Male: '', Female: '' })
  })

  it('names every problem of the responses file', async () => {
    await writeFile(at('wrong.csv'), 'Hair,Eye\nBlue,Brown\n')

    expect(await run(['tabulate', '--survey', SURVEY, '--responses', at('wrong.csv'), '--out', at('report')])).toBe(1)

    expect(said.err).toContain('no column for question Sex')
    expect(said.err).toContain('wrong.csv:2:Hair - "Blue" is not an option of this question')
  })

  it('makes no study key when there are no responses to read', async () => {
    const missing = await run(['tabulate', '--survey', SURVEY, '--responses', at('nowhere.csv'), '--out', at('report')])
    const isFolder = await run(['tabulate', '--survey', SURVEY, '--responses', folder, '--out', at('report')])

    expect([missing, isFolder]).toEqual([1, 1])
    expect(said.err).toContain('nowhere.csv - there is no such file or folder. Name the file of responses (CSV or .xlsx) with --responses')
    expect(said.err).toContain('this is not a file')
    expect(await readdir(folder)).toEqual([])
  })

  it('is refused without its options, or with a day that does not exist', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true)

    expect(await run(['tabulate', '--survey', SURVEY])).toBe(2)
    expect(await tabulate('--date', '2026-02-30')).toBe(2)
  })
})

describe('an export of another tool', () => {
  const KOBO = [
    '"_id";"grp/Hair";"grp/Eye";"grp/Sex";"grp/note";"_submission_time"',
    ...ROWS.map((row, i) => `"${i}";"${row.split(',').join('";"')}";"my words";"2026-01-01T10:00:00"`),
  ].join('\n')

  async function exported(...more: string[]): Promise<number> {
    await writeFile(at('kobo.csv'), KOBO)
    process.exitCode = undefined
    return run(['tabulate', '--survey', SURVEY, '--responses', at('kobo.csv'), '--out', at('report'), '--date', '2026-01-05', ...more])
  }

  it('becomes the same report as the answers themselves, and what is passed over is said', async () => {
    expect(await exported('--from', 'kobo', '--key', await fixedKey())).toBe(0)

    expect(isOfTheCounted((await countsOf('Hair')).Brown)).toBe(true)
    expect(said.err).toContain('not read  _submission_time (it says when)')
    expect(said.err).toContain('grp/note (the survey has no question of this name)')
  })

  it('is refused as an export of a tool that writes none of its columns', async () => {
    expect(await exported('--from', 'limesurvey')).toBe(1)
    expect(said.err).toContain('no column of the file is one that limesurvey writes')
  })

  it('gets a map that people can correct and nothing writes over, and is counted with it', async () => {
    await writeFile(at('kobo.csv'), KOBO.replaceAll('"Brown";"Brown"', '"Brown";"B"'))
    expect(await run(['responses', 'map', SURVEY, at('kobo.csv')])).toBe(0)
    expect(said.out).toMatch(/open .*"Eye" has no option for what stands in this column: "B"/)

    const map = await readFile(at('kobo.csv.map.yaml'), 'utf8')
    await writeFile(at('mine.yaml'), map.replace('column: grp/Eye', 'column: grp/Eye\n    options: {B: Brown}'))
    expect(await exported('--map', at('mine.yaml'))).toBe(0)
    expect(await run(['responses', 'map', SURVEY, at('kobo.csv')])).toBe(1)
    expect(said.err).toContain('is there already')
  })

  it.each([
    ['that is not there', undefined, 'cannot be read'],
    ['that is no YAML', 'a: [', 'kobo.map.yaml:'],
    ['that holds something else', 'survey: haireyecolor\nquestions: {Hair: {col: x}}', 'questions.Hair'],
    ['for another survey', 'survey: other\nquestions: {}', 'a map for the survey "other"'],
  ])('refuses a map %s', async (_, text, message) => {
    if (text !== undefined) await writeFile(at('kobo.map.yaml'), text)
    process.exitCode = undefined
    expect(await exported('--map', at('kobo.map.yaml'))).toBe(1)
    expect(said.err).toContain(message)
    expect(await readdir(folder)).not.toContain('candidate-report')
  })
})
