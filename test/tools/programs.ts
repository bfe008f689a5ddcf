import { spawnSync } from 'node:child_process'

type Program = {
  readonly name: string
  /** Where it can be, the first that works is taken. */
  readonly commands: readonly string[]
  /** Ends well where the program is there, with what we need of it. */
  readonly probe: readonly string[]
  /** Debian's package. */
  readonly debian: string
}

/** Programs that people open a report with, and those that stand around a deployment on one machine. */
export const PROGRAMS = {
  libreOffice: { name: 'LibreOffice', commands: ['soffice'], probe: ['--version'], debian: 'libreoffice-calc' },
  r: { name: 'R', commands: ['Rscript'], probe: ['--version'], debian: 'r-base-core' },
  pspp: { name: 'PSPP, which reads SPSS syntax', commands: ['pspp'], probe: ['--version'], debian: 'pspp' },
  pandas: {
    name: 'Python with pandas',
    commands: ['python3', '/usr/bin/python3'],
    probe: ['-c', 'import pandas'],
    debian: 'python3-pandas',
  },
  caddy: { name: 'Caddy', commands: ['caddy'], probe: ['version'], debian: 'caddy' },
  systemd: { name: 'systemd', commands: ['systemd-analyze'], probe: ['--version'], debian: 'systemd' },
} as const satisfies Readonly<Record<string, Program>>

/** The command of a program on this machine. */
export function commandOf({ commands, probe }: Program): string | undefined {
  return commands.find((command) => spawnSync(command, probe, { stdio: 'ignore' }).status === 0)
}

/** For the title of tests that need one. */
export function missingNote({ name, debian }: Program, command: string | undefined): string {
  return command === undefined ? ` (left out: ${name} is not here; on Debian: apt-get install ${debian})` : ''
}
