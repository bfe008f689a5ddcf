import { existsSync } from 'node:fs'
import { realpath, writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { CodedError } from '#shared/problem.ts'
import { portIn } from '../port.ts'
import type { ServeSettings } from './serve-options.ts'

// Modules that only these commands need are loaded when one of them runs: every other command starts without them.

/** The commands that need a deployment or its data: serve, report, backup-key, backup, restore, upgrade-check, survey preview. */
export function registerServer(program: Command): void {
  registerPreview(program)
  registerServe(program)
  registerReport(program)
  registerBackupKey(program)
  registerBackup(program)
  registerRestore(program)
  registerUpgradeCheck(program)
}

function registerPreview(program: Command): void {
  const group = program.commands.find((command) => command.name() === 'survey') ?? program.command('survey')
  group
    .command('preview')
    .description(
      'Show the pages of a survey as people will see them. They follow the files as you save them, and say what is wrong in them.',
    )
    .argument('<dir>', 'the folder of the survey')
    .option('--port <number>', 'port to listen on; 0 takes a free one', '8323')
    .addHelpText(
      'after',
      '\nExample:\n  $ chorus survey preview surveys/ours\n\nIt is a trial on this machine: what is answered is gone when it stops.',
    )
    .action(async (dir: string, { port }: { port: string }) => {
      const { preview } = await import('../dev/preview.ts')
      await preview({ dir, port: portIn(port) })
    })
}

function registerServe(program: Command): void {
  program
    .command('serve')
    .description('Serve surveys to people on this machine, behind a proxy that has a certificate.')
    .requiredOption('--data <folder>', 'folder for the answers, keys and reports: keep it private')
    .requiredOption('--origin <address>', 'where people reach it, for example https://survey.example.org')
    .option('--port <number>', 'port to listen on', '8321')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--proxy <address...>', 'with --host: the addresses of the proxies that may connect')
    .addHelpText(
      'after',
      '\nExample:\n  $ chorus serve --data /var/lib/chorus --origin https://survey.example.org\n\nSee docs/one-machine.md.',
    )
    .action(async (settings: ServeSettings) => (await import('./serve.ts')).serve(settings))
}

function registerReport(program: Command): void {
  program
    .command('report')
    .description('Count the answers of a survey that chorus serve serves, and write the next report, if it is safe.')
    .argument('<survey>', 'id of the survey')
    .requiredOption('--data <folder>', 'data folder of the deployment that runs')
    .addHelpText('after', '\nExample:\n  $ chorus report being-heard --data /var/lib/chorus')
    .action(async (survey: string, { data }: { data: string }) => {
      const { askDeployment } = await import('./control.ts')
      const said = existsSync(data) ? await askDeployment(await realpath(data), { ask: 'report', survey }) : undefined
      if (!said) throw new CodedError('no-deployment', `chorus serve does not run on ${data}: start it, or name its folder with --data`)
      for (const line of said) console.log(line)
    })
}

function registerBackupKey(program: Command): void {
  program
    .command('backup-key')
    .description('Make the key that opens backups. Do it away from the machine that is backed up.')
    .requiredOption('--out <file>', 'new file for the secret key: anybody who has it can read every answer')
    .addHelpText('after', '\nExample:\n  $ chorus backup-key --out board-backup-key.txt')
    .action(async ({ out }: { out: string }) => {
      const { newBackupKey } = await import('./sealed-archive.ts')
      const { secretFile, recipient } = await newBackupKey()
      await writeFile(out, secretFile, { flag: 'wx', mode: 0o600 }).catch((failed: NodeJS.ErrnoException) => {
        if (failed.code === 'EEXIST') throw new CodedError('backup-file', `${out} is there already: name a new file with --out`)
        throw failed
      })
      console.log(`The secret key is in ${out}. Keep two copies of it, with different people, and none on the machine.`)
      console.log(`Backups are sealed with: ${recipient}`)
    })
}

function registerBackup(program: Command): void {
  program
    .command('backup')
    .description('Seal all data of a deployment into one file, while it runs. Only the holder of the secret key can open it.')
    .requiredOption('--data <folder>', 'data folder')
    .requiredOption('--to <key>', 'public key that chorus backup-key printed')
    .requiredOption('--out <file>', 'new file')
    .addHelpText('after', '\nExample:\n  $ chorus backup --data /var/lib/chorus --to age1... --out backup-2027-03-01.age')
    .action(async ({ data, to, out }: { data: string; to: string; out: string }) => {
      const { backUp } = await import('./backup.ts')
      await backUp({ data, recipient: to, out })
      console.log(`${out} holds all of ${data}. Copy it to another machine. Make the next one after every report.`)
    })
}

type RestoreSettings = { key: string; data: string; last?: string; reportSince: boolean }

function registerRestore(program: Command): void {
  program
    .command('restore')
    .description(
      'Put a backup into a new data folder. Answers that people took back since then are deleted again when chorus serve starts on it.',
    )
    .argument('<file>', 'the backup')
    .requiredOption('--key <file>', 'file with the secret key')
    .requiredOption('--data <folder>', 'new data folder')
    .option(
      '--last <folder>',
      'the data folder as it was last, if its disk can still be read: withdrawals since the backup are taken from it',
    )
    .option('--no-report-since', 'say that no report was made after the backup; without it no further report is made from this data')
    .addHelpText(
      'after',
      '\nExample:\n  $ chorus restore backup-2027-03-01.age --key board-backup-key.txt --data /var/lib/chorus --no-report-since',
    )
    .action(async (file: string, { key, data, last, reportSince }: RestoreSettings) => {
      const { restore } = await import('./restore.ts')
      await restore({ file, keyFile: key, data, noReportSince: !reportSince, ...(last !== undefined && { last }) })
      console.log(`${data} holds what ${file} held. Start it with chorus serve.`)
      if (last === undefined)
        console.log(
          'Answers that people took back after the backup are there again, as --last was not given. Say so where they can read it.',
        )
      if (reportSince) console.log('No further report is made from this data: no-further-reports.txt in it says why.')
    })
}

function registerUpgradeCheck(program: Command): void {
  program
    .command('upgrade-check')
    .description(
      'Before a newer version of Chorus is used: try a data folder with it, on a copy. Changes nothing, also while surveys are served.',
    )
    .requiredOption('--data <folder>', 'data folder')
    .addHelpText('after', '\nExample, in the folder of the newer version:\n  $ chorus upgrade-check --data /var/lib/chorus')
    .action(async ({ data }: { data: string }) => {
      const { checkUpgrade } = await import('./upgrade-check.ts')
      const { lines, goesOn } = await checkUpgrade(data)
      for (const line of lines) console.log(line)
      console.log(
        goesOn ? 'This version goes on with it. Make a backup, then begin.' : 'Stay with the version you have: nothing was changed.',
      )
      if (!goesOn) process.exitCode = 1
    })
}
