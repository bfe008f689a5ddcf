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
      'Show the pages of a survey in your browser, as people will see them. Each time you save a file, the pages show the change, and say what is wrong.',
    )
    .argument('<dir>', 'the folder of the survey')
    .option('--port <number>', 'the number at the end of the address in your browser; 0 takes a free one', '8323')
    .addHelpText(
      'after',
      '\nOpen the address that it prints in your browser. Ctrl-C stops it. Answers that you try out are deleted then.\n\nExample:\n  $ chorus survey preview surveys/ours',
    )
    .action(async (dir: string, { port }: { port: string }) => {
      const { preview } = await import('../dev/preview.ts')
      await preview({ dir, port: portIn(port) })
    })
}

function registerServe(program: Command): void {
  program
    .command('serve')
    .description(
      'Let people answer surveys on this machine, which needs a name on the internet and a proxy with a certificate (https) in front.',
    )
    .requiredOption('--data <folder>', 'the folder for answers, keys and reports: keep it private')
    .requiredOption('--origin <address>', 'the address at which people reach it, for example https://survey.example.org')
    .option('--port <number>', 'the port to which the proxy connects', '8321')
    .option('--host <address>', 'the address of this machine to which the proxy connects', '127.0.0.1')
    .option('--proxy <address...>', 'with --host: the addresses of the proxies, which alone may connect')
    .addHelpText(
      'after',
      '\nExample:\n  $ chorus serve --data /var/lib/chorus --origin https://survey.example.org\n\ndocs/one-machine.md explains each step: the proxy, the certificate, backups.',
    )
    .action(async (settings: ServeSettings) => (await import('./serve.ts')).serve(settings))
}

function registerReport(program: Command): void {
  program
    .command('report')
    .description(
      'Count the answers of a survey on this machine, and write the next report if nobody can be singled out from it. chorus serve must be running.',
    )
    .argument('<survey>', 'the id of the survey, as chorus survey list shows it')
    .requiredOption('--data <folder>', 'the data folder that chorus serve runs on')
    .addHelpText('after', '\nExample:\n  $ chorus report being-heard --data /var/lib/chorus')
    .action(async (survey: string, { data }: { data: string }) => {
      const { askDeployment } = await import('./control.ts')
      const said = existsSync(data) ? await askDeployment(await realpath(data), { ask: 'report', survey }) : undefined
      if (!said) throw new CodedError('no-deployment', `chorus serve does not run on ${data}. Start it, or name its folder with --data.`)
      for (const line of said) console.log(line)
    })
}

function registerBackupKey(program: Command): void {
  program
    .command('backup-key')
    .description('Make the key that opens backups. Do this on another machine than the one that is backed up.')
    .requiredOption('--out <file>', 'a new file for the secret key: anybody who has it can read every answer in a backup')
    .addHelpText('after', '\nExample:\n  $ chorus backup-key --out board-backup-key.txt')
    .action(async ({ out }: { out: string }) => {
      const { newBackupKey } = await import('./sealed-archive.ts')
      const { secretFile, recipient } = await newBackupKey()
      await writeFile(out, secretFile, { flag: 'wx', mode: 0o600 }).catch((failed: NodeJS.ErrnoException) => {
        if (failed.code === 'EEXIST') throw new CodedError('backup-file', `${out} is there already. Name a new file with --out.`)
        throw failed
      })
      console.log(`The secret key is in ${out}. Keep two copies of it, with different people, and none on the machine.`)
      console.log(`The public key, for chorus backup --to: ${recipient}`)
    })
}

function registerBackup(program: Command): void {
  program
    .command('backup')
    .description(
      'Write all data of a deployment to one sealed file, which only the secret key of chorus backup-key can open. The deployment may be running.',
    )
    .requiredOption('--data <folder>', 'the data folder of the deployment')
    .requiredOption('--to <key>', 'the public key that chorus backup-key printed')
    .requiredOption('--out <file>', 'a new file for the backup')
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
      'Put a backup into a new data folder. Answers that people have deleted since the backup are deleted again when chorus serve starts on it (see --last).',
    )
    .argument('<file>', 'the file of the backup')
    .requiredOption('--key <file>', 'the file with the secret key')
    .requiredOption('--data <folder>', 'a new folder for the data')
    .option('--last <folder>', 'the old data folder, if it can still be read: it says which answers people have deleted since the backup')
    .option(
      '--no-report-since',
      'say that no report was made after the backup; without this option no further report can be made from this data',
    )
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
          'Answers that people had deleted after the backup are there again, as --last was not given. Tell people so where they can read it.',
        )
      if (reportSince) console.log('No further report is made from this data: no-further-reports.txt in it says why.')
    })
}

function registerUpgradeCheck(program: Command): void {
  program
    .command('upgrade-check')
    .description(
      'Check that this version of Chorus can go on with a data folder of an older one. It tries a copy and changes nothing; surveys may be open meanwhile.',
    )
    .requiredOption('--data <folder>', 'the data folder of the deployment')
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
