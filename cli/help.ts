import type { Command, Option } from 'commander'

/** The headings of `chorus --help`, and the commands under each. */
const GROUPS: readonly (readonly [heading: string, names: readonly string[]])[] = [
  ['Surveys:', ['survey', 'invitations', 'simulate']],
  ['Decisions of the board:', ['board', 'stories']],
  ['Reports:', ['tabulate', 'responses', 'release', 'verify', 'audit', 'attack', 'coalition', 'waves']],
  ['Running Chorus for others:', ['serve', 'report', 'tabulation', 'confirm-day', 'backup-key', 'backup', 'restore', 'upgrade-check']],
]

const FIRST_STEPS = `
Where to begin, in the folder of Chorus (write "npx chorus" where your computer does not know "chorus"):
  $ chorus survey new surveys/ours      begin a survey; you are asked a few questions
  $ chorus survey preview surveys/ours  see its pages in your browser
  $ chorus survey check surveys/ours    see what is still to be corrected
  $ npm start                           see everything, with made-up people

To see how a command is used, write --help after it, as in chorus survey new --help. README.md shows the whole way. docs/errors.md explains every error message.`

/**
 * Sets how `--help` looks, for a program and for every command that is registered on it afterwards: options that must be given say so,
 * empty defaults are left out, and paragraphs are as wide as the terminal.
 */
export function styleHelp(program: Command): Command {
  const width = () => process.stdout.columns ?? 80
  return program
    .configureHelp({ optionDescription: describeOption })
    .configureOutput({ writeOut: (text) => process.stdout.write(wrapParagraphs(text, width())) })
    .addHelpText('after', FIRST_STEPS)
}

/** Puts the registered commands under the headings of `GROUPS`. A command that is in none of them stays under "Commands:". */
export function groupCommands(program: Command): void {
  for (const command of program.commands) {
    const [heading] = GROUPS.find(([, names]) => names.includes(command.name())) ?? []
    if (heading !== undefined) command.helpGroup(heading)
  }
}

/** The description of an option, then in brackets whether it is required, its choices and its default. */
function describeOption(option: Option): string {
  const { description, argChoices, defaultValue, defaultValueDescription, mandatory } = option
  const isEmpty = defaultValue === undefined || defaultValue === false || (Array.isArray(defaultValue) && defaultValue.length === 0)
  const notes = [
    ...(mandatory ? ['required'] : []),
    ...(argChoices ? [`one of: ${argChoices.join(', ')}`] : []),
    ...(isEmpty ? [] : [`default: ${defaultValueDescription ?? String(defaultValue)}`]),
  ]
  return notes.length === 0 ? description : `${description} (${notes.join('; ')})`
}

/**
 * Wraps text at `width` characters. Lines without an indent that stand together are one paragraph; a line that ends in a colon ends it.
 * An indented line that is too long goes on below the beginning of its second column. Commands (`$ ...`) stay whole, to be copied.
 */
export function wrapParagraphs(text: string, width: number): string {
  const paragraphs: string[] = []
  let isOpen = false
  for (const line of text.split('\n')) {
    const isText = /^\S/.test(line)
    if (isText && isOpen) paragraphs.push(`${paragraphs.pop()} ${line}`)
    else paragraphs.push(line)
    isOpen = isText && !line.endsWith(':')
  }
  return paragraphs.flatMap((each) => wrapped(each, width)).join('\n')
}

function wrapped(line: string, width: number): readonly string[] {
  if (line.length <= width || /^\s*\$ /.test(line)) return [line]
  const [first = ''] = /^\s*(?:\S+(?: \S+)*\s{2,})?/.exec(line) ?? []
  const lines: string[] = []
  let now = first
  for (const word of line.slice(first.length).split(' ')) {
    const isFirstWord = now.trimEnd() === '' || (lines.length === 0 && now === first)
    if (!isFirstWord && now.length + 1 + word.length > width) {
      lines.push(now)
      now = ' '.repeat(first.length) + word
    } else now += isFirstWord ? word : ` ${word}`
  }
  return [...lines, now]
}
