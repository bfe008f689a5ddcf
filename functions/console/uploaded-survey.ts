import { unzipSync } from 'fflate'
import { loadAskedSurvey } from '#functions/asked-survey.ts'
import { InputRefused, type Problem } from '#shared/problem.ts'
import { COMMON_FOLDER, SURVEY_FILE, type SurveyFiles } from '#shared/survey/load-survey.ts'
import type { Survey } from '#shared/survey/survey.ts'

/** No questionnaire is longer: a larger file is a mistake, or a small one that unpacks into a large one. */
const MOST = { fileBytes: 1_000_000, togetherBytes: 4_000_000, files: 100 }

/** The field of the form that holds the files. */
export const FILES_FIELD = 'files'

/**
 * The survey in a posted form: the YAML files of its folder, or the folder in one zip. With the folder `common` beside it, where it has
 * one. Throws InputRefused with every problem.
 */
export async function uploadedSurvey(bytes: Uint8Array, type: string): Promise<Survey> {
  const posted = await filesIn(bytes, type)
  if (posted.length === 0)
    throw new InputRefused([problem(SURVEY_FILE, 'no file came', 'Choose the files of the survey, or a zip of its folder')])
  const spent: Spent = { files: 0, bytes: 0 }
  const unpacked = posted.flatMap(([name, content]) => (/\.zip$/i.test(name) ? unzipped(name, content, spent) : [[name, content] as const]))
  return loadAskedSurvey(named(unpacked)).survey
}

/** All zips of a form together: many small ones must not unpack into more than one may. */
type Spent = { files: number; bytes: number }

type Named = readonly (readonly [path: string, bytes: Uint8Array])[]

async function filesIn(bytes: Uint8Array, type: string): Promise<Named> {
  const form = await new Response(Uint8Array.from(bytes), { headers: { 'content-type': type } }).formData().catch(() => new FormData())
  const files = form.getAll(FILES_FIELD).filter((each) => typeof each !== 'string')
  // A browser sends a file without a name where none was chosen.
  return Promise.all(files.filter(({ name }) => name !== '').map(async (file) => [file.name, await file.bytes()] as const))
}

/** Looks at the sizes that a zip says it has before it unpacks anything. */
function unzipped(name: string, bytes: Uint8Array, spent: Spent): Named {
  let isTooLarge = false
  try {
    const found = unzipSync(bytes, {
      filter({ name: path, originalSize }) {
        if (!isYaml(path)) return false
        spent.files++
        spent.bytes += originalSize
        isTooLarge ||= originalSize > MOST.fileBytes || spent.files > MOST.files || spent.bytes > MOST.togetherBytes
        return !isTooLarge
      },
    })
    if (!isTooLarge) return Object.entries(found)
  } catch {
    throw new InputRefused([problem(name, 'this is no zip that can be read', 'Pack the folder anew, or choose its YAML files')])
  }
  throw new InputRefused([problem(name, 'it unpacks into more than any survey has', 'Pack the folder of one survey, and nothing else')])
}

/** As the folder of a survey is read: its files by name, and those of the folder `common` beside it. */
function named(files: Named): SurveyFiles {
  const problems: Problem[] = []
  const folder = folderOf(files)
  const read = files
    .filter(([path]) => isYaml(path))
    .flatMap(([path, bytes]): (readonly [string, string])[] => {
      const parts = path.split('/')
      const name = parts.at(-1) ?? ''
      const isCommon = parts.at(-2) === 'common'
      if (!isCommon && parts.slice(0, -1).join('/') !== folder) return []
      const text = textOf(bytes)
      if (bytes.length <= MOST.fileBytes && text !== undefined) return [[isCommon ? `${COMMON_FOLDER}${name}` : name, text]]
      problems.push(problem(path, 'the file is too large, or not UTF-8 text', 'Save it as UTF-8 in your editor'))
      return []
    })
  if (problems.length > 0) throw new InputRefused(problems)
  return new Map(read)
}

/** Where survey.yaml lies in a zip; the first place, where there are several surveys in it. */
function folderOf(files: Named): string {
  const structure = files.find(([path]) => path.split('/').at(-1) === SURVEY_FILE)?.[0] ?? SURVEY_FILE
  return structure.split('/').slice(0, -1).join('/')
}

function isYaml(path: string): boolean {
  return /\.ya?ml$/.test(path) && !path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX')
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function problem(file: string, message: string, remedy: string): Problem {
  return { code: 'survey-file', file, message, remedy }
}
