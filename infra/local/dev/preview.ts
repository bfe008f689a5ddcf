import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { InputRefused } from '#shared/problem.ts'
import { SURVEY_FILE } from '#shared/survey/load-survey.ts'
import { deleteDataFolder } from '../data-folder.ts'
import { type DevDeployment, startDev } from './dev-deployment.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

/** `chorus survey preview`: until it is told to stop. */
export async function preview(options: Omit<PreviewOptions, 'say'>): Promise<void> {
  const shown = await startPreview({ ...options, say })
  say(`Open ${shown.origin} in a browser. Ctrl-C stops it, and deletes what was answered.`)
  await new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => done())
  })
  await shown.stop()
}

type PreviewOptions = { readonly dir: string; readonly port: number; readonly say: (line: string) => unknown }

/** The real pages of one survey, on a data folder that goes with it. A survey with errors is shown once they are mended. */
export async function startPreview({ dir, port, say }: PreviewOptions): Promise<Pick<DevDeployment, 'origin' | 'stop'>> {
  const folder = resolve(dir)
  if (!(await stat(join(folder, SURVEY_FILE)).catch(() => undefined))) {
    const remedy = `Name a folder that holds a ${SURVEY_FILE}, or make one with chorus survey new`
    throw new InputRefused([{ code: 'survey-folder', file: dir, message: `there is no ${SURVEY_FILE} in it`, remedy }])
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'chorus-preview-'))
  const options = { dataDir, port, surveys: dirname(folder), only: basename(folder), code: [], say, sayRequest: () => {} }
  const dev = await startDev(options).catch(async (failed: unknown) => {
    await rm(dataDir, { recursive: true })
    throw failed
  })
  return {
    origin: dev.origin,
    async stop() {
      await dev.stop()
      await deleteDataFolder(dataDir)
    },
  }
}
