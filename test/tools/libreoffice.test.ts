import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, describe, expect, it } from 'vitest'
import { csvBytes } from '#shared/release/csv.ts'

const folder = mkdtempSync(join(tmpdir(), 'chorus-libreoffice-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The cells of one column as LibreOffice has them after opening a CSV file by itself: what it shows, and as what. */
function opened(csv: Uint8Array): { text: string; type: string }[] {
  writeFileSync(join(folder, 'labels.csv'), csv)
  const settings = `-env:UserInstallation=file://${folder}/profile`
  // Its window proposes UTF-8 (76) for a file that begins with a byte order mark; without a window it has to be told.
  const said = ['--infilter=CSV:44,34,76', '--convert-to', 'ods', '--outdir', folder, join(folder, 'labels.csv')]
  execFileSync('soffice', [settings, '--headless', ...said], { stdio: 'ignore' })
  const content = strFromU8(unzipSync(new Uint8Array(readFileSync(join(folder, 'labels.ods'))))['content.xml'] ?? new Uint8Array())
  return [...content.matchAll(/office:value-type="(\w+)"[^>]*>(?:<text:p>([^<]*)<\/text:p>)?/g)].map(([, type = '', text = '']) => ({
    type,
    text: text.replaceAll('&apos;', "'"),
  }))
}

describe('a CSV file in LibreOffice', () => {
  it('has its letters whole and its labels as text', () => {
    const labels = ['1-5', '01', 'TRUE', '1e5', '1.0', '10:30', '1/2/2026', 'Não sei', 'قيل لي', '=1+1']

    const [heading, ...cells] = opened(
      csvBytes(
        ['label'],
        labels.map((label) => ({ label })),
      ),
    )

    expect(heading).toEqual({ type: 'string', text: 'label' })
    expect(cells.map(({ type }) => type)).toEqual(labels.map(() => 'string'))
    expect(cells.map(({ text }) => text.replace(/^'/, ''))).toEqual(labels)
  })

  it('would turn the same labels into something else without what keeps them', () => {
    const cells = opened(new TextEncoder().encode('label\n01\n1e5\n'))

    expect(cells.slice(1).map(({ type }) => type)).not.toContain('string')
  })
})
