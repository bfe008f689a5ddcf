import { stringify } from 'yaml'
import type { Example, Lint } from '#shared/survey/lint/lint.ts'
import { LINTS } from '#shared/survey/lint/survey-lints.ts'
import { LOAD_RULES, type LoadRule } from '#shared/survey/load/checks/load-rules.ts'

const HEAD = `# What chorus survey check looks for

Each rule is one file in \`shared/survey/lint/\`, with examples that its test runs. An **error** keeps a survey from being opened. A
**warning** is for people to weigh; with some of them a survey opens as a trial only. None keeps \`chorus tabulate\` from counting
answers that you hold already: for that, a survey only has to load, and it needs no places to turn to.

Whether a survey loads at all is checked before these rules: [the last part of this page](#before-a-survey-loads) has examples, and [errors.md](errors.md) lists
every message.

No machine sees whether a question is understood, whether an option is missing, or whether a place to turn to is kind. Before a survey opens
the board approves its exact bytes, at least five people go through each language with an interviewer, and somebody who has lived the hardest version of the
topic reads it through. Fewer than eleven questions is not a fault here: a short survey asks less of people.

This page is made from the code with \`npm run reference\`. Change \`shared/survey/lint/\` and not this page.
`

const LOADING = `## Before a survey loads

A survey that breaks one of these does not load: it can be neither opened nor counted. The code is that of the error. There are more: a
message names file, line and remedy.`

/** docs/survey-checks.md: each rule, with what breaks it and what keeps it. */
export function checksPage(): string {
  return `${[HEAD.trimEnd(), ...LINTS.map(rule), LOADING, ...LOAD_RULES.map(loadRule)].join('\n\n')}\n`
}

function rule({ id, severity, about, bad, good }: Lint): string {
  const head = `### ${id}\n\n${severity === 'error' ? '**Error.**' : '**Warning.**'} ${about}`
  return [head, 'Breaks it:', ...bad.map(shown), 'Keeps it:', ...good.map(shown)].join('\n\n')
}

function loadRule({ id, code, about, bad, good }: LoadRule): string {
  return [`### ${id}\n\n**\`${code}\`.** ${about}`, 'Breaks it:', ...bad.map(shown), 'Keeps it:', ...good.map(shown)].join('\n\n')
}

function shown({ says, survey, en }: Example): string {
  if (says !== undefined) return `- ${says}`
  const files: (readonly [string, unknown])[] = [
    ['survey.yaml', survey],
    ['en.yaml', en],
  ]
  const parts = files.flatMap(([file, change]) =>
    change === undefined ? [] : [`# ${file}\n${stringify(change, { lineWidth: 0 }).trimEnd()}`],
  )
  return parts.length === 0 ? '- The small survey of the test as it is.' : `\`\`\`yaml\n${parts.join('\n')}\n\`\`\``
}
