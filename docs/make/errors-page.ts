import { CHECKS } from '#shared/disclosure/audit/check-catalogue.ts'
import { ERRORS } from '#shared/errors/error-catalogue.ts'
import { LINTS } from '#shared/survey/lint/survey-lints.ts'

const HEAD = `# Errors

Every message about an error ends with a name in brackets, such as \`[survey-yaml]\`. That name is its code. It stays the
same when the message is written differently, so look for it here, and give it when you ask somebody for help.

This page is made from the code with \`npm run reference\`. Change \`shared/errors/\` and not this page.
`

/** docs/errors.md: each code, what causes it, and what to do about it. */
export function errorsPage(): string {
  const groups = Object.entries(ERRORS).map(([title, entries]) =>
    [`## ${title}`, ...Object.entries(entries).map(([code, { cause, remedy }]) => `### ${code}\n\n${cause}\n\nWhat to do: ${remedy}`)].join(
      '\n\n',
    ),
  )
  return `${[HEAD.trimEnd(), ...groups, lints(), checks()].join('\n\n')}\n`
}

function lints(): string {
  const head = `## What chorus survey check looks for

An \`error\` has to be corrected before the survey can be opened. Look at a \`warning\` and decide. The message says which text is
meant, and what to write instead.`
  return [head, ...LINTS.map(({ id, severity, about }) => `### ${id}\n\n${severity === 'error' ? 'Error' : 'Warning'}. ${about}`)].join(
    '\n\n',
  )
}

function checks(): string {
  const head = `## What the audit of a report finds

A finding of the audit begins with the name of its check. [audit-checks.md](audit-checks.md) explains each of them.
What to do: do not publish the report. \`chorus tabulate\` repairs what can be repaired before it writes a report, so a finding
means that files were changed or that a rule was broken.`
  return [head, CHECKS.map(({ id, title }) => `- **${id}**: ${title}`).join('\n')].join('\n\n')
}
