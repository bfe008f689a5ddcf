import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { faultCode, faultInWords } from '#cli/fault-code.ts'
import { loadAskedSurvey } from '#functions/asked-survey.ts'
import { InputRefused, type Problem } from '#shared/problem.ts'
import type { Locate } from '#shared/survey/load/locate.ts'
import { COMMON_FILE, COMMON_FOLDER, SURVEY_FILE, type SurveyFiles } from '#shared/survey/load-survey.ts'
import type { Survey } from '#shared/survey/survey.ts'

/** A larger file is no part of a questionnaire, but a mistake. */
const MAX_BYTES = 1_000_000

/** Reads the survey of a folder, with the shared files beside it. Throws InputRefused with every problem. */
export async function readSurvey(folder: string): Promise<Survey> {
  return (await readSurveyWithPlaces(folder)).survey
}

/** `readSurvey`, and with it a function that gives the file and line of a part of the survey. */
export async function readSurveyWithPlaces(folder: string): Promise<{ survey: Survey; locate: Locate }> {
  const files = await readFiles(folder)
  try {
    const { survey, locate } = loadAskedSurvey(files)
    return { survey, locate: (...said) => named(folder, locate(...said)) }
  } catch (thrown) {
    throw thrown instanceof InputRefused ? new InputRefused(thrown.problems.map((problem) => named(folder, problem))) : thrown
  }
}

/** Whether a folder holds what surveys share, and no survey. */
export async function isCommonFolder(folder: string): Promise<boolean> {
  const found = await list(folder)
  return 'names' in found && found.names.includes(COMMON_FILE) && !found.names.includes(SURVEY_FILE)
}

function named(folder: string, problem: Problem): Problem {
  return { ...problem, file: join(folder, problem.file) }
}

async function readFiles(folder: string): Promise<SurveyFiles> {
  const files = new Map<string, string>()
  const problems: Problem[] = []
  const own = await list(folder)
  if ('problem' in own) throw new InputRefused([own.problem])
  const beside = await list(join(folder, COMMON_FOLDER))
  // Another folder of that name, or a folder without a survey, has nothing to do with it.
  const shared = own.names.includes(SURVEY_FILE) && 'names' in beside && beside.names.includes(COMMON_FILE) ? beside.names : []
  const names = [...own.names, ...shared.map((name) => `${COMMON_FOLDER}${name}`)]
  for (const name of names.filter((each) => /\.ya?ml$/.test(each))) {
    const read = await readText(join(folder, name))
    if ('problem' in read) problems.push(read.problem)
    else files.set(name, read.text)
  }
  if (problems.length > 0) throw new InputRefused(problems)
  return files
}

async function list(folder: string): Promise<{ names: string[] } | { problem: Problem }> {
  try {
    return { names: (await readdir(folder)).toSorted() }
  } catch (thrown) {
    const code = faultCode(thrown)
    if (code === 'ENOENT')
      return {
        problem: {
          code: 'survey-folder',
          file: folder,
          message: 'there is no such folder',
          remedy: `Name a folder that holds a ${SURVEY_FILE}`,
        },
      }
    if (code === 'ENOTDIR')
      return {
        problem: {
          code: 'survey-folder',
          file: folder,
          message: 'this is a file, not a folder',
          remedy: `Name the folder that holds ${SURVEY_FILE}`,
        },
      }
    return {
      problem: {
        code: 'survey-folder',
        file: folder,
        message: `the folder cannot be read: ${faultInWords(thrown)}`,
        remedy: 'Check who may read it',
      },
    }
  }
}

async function readText(file: string): Promise<{ text: string } | { problem: Problem }> {
  try {
    // A message about a file elsewhere on the machine would quote it.
    if (dirname(await realpath(file)) !== (await realpath(dirname(file)))) {
      return {
        problem: { code: 'survey-file', file, message: 'this is a link to a file in another folder', remedy: 'Put the file itself there' },
      }
    }
    const found = await stat(file)
    // Reading a pipe would wait for a writer that never comes.
    if (!found.isFile())
      return {
        problem: { code: 'survey-file', file, message: 'this is not a file', remedy: 'Take it out of the folder, or name it otherwise' },
      }
    const { size } = found
    if (size > MAX_BYTES) {
      return {
        problem: {
          code: 'survey-file',
          file,
          message: `the file is too large (${size} bytes)`,
          remedy: `A survey file has at most ${MAX_BYTES} bytes: is it the right one?`,
        },
      }
    }
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file)) }
  } catch (thrown) {
    if (thrown instanceof TypeError)
      return { problem: { code: 'survey-file', file, message: 'the file is not UTF-8 text', remedy: 'Save it as UTF-8 in your editor' } }
    return {
      problem: {
        code: 'survey-file',
        file,
        message: `the file cannot be read: ${faultInWords(thrown)}`,
        remedy: 'Check that it is a file and who may read it',
      },
    }
  }
}
