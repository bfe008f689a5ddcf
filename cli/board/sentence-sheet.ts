import { leadingFindings } from '#shared/release/page/findings.ts'
import { pageWords } from '#shared/release/page/words-of-page.ts'
import type { ReadRelease } from '#shared/release/read.ts'
import { wordingOf } from '#shared/release/wording.ts'
import { leadRuleInWords, leadRuleOf } from '#shared/survey/leading-questions.ts'

/** A YAML sheet for the leading findings of a candidate: of each what the program says, and a line to write in for each language. */
export function sentenceSheet({ survey, tables, content }: ReadRelease): string {
  const rule = leadRuleOf(survey)
  const inLanguages = survey.languages.map((language) => ({
    language,
    findings: leadingFindings(tables, wordingOf(survey, language), rule),
  }))
  const blocks = (inLanguages[0]?.findings ?? []).map(({ id }) => {
    const own = content.sentences.find(({ question }) => question === id)
    const lines = inLanguages.flatMap(({ language, findings }) => {
      const finding = findings.find((each) => each.id === id)
      return finding ? [`  # ${pageWords(language).finding(finding)}`, `  ${language}: ${JSON.stringify(own?.words[language] ?? '')}`] : []
    })
    return [`${id}:`, ...lines].join('\n')
  })
  return [HEAD, `# ${leadRuleInWords(survey)}`, '', ...blocks].join('\n')
}

const HEAD = `# The findings that lead this report. Above each line stands what the program says.
# Write your own sentence with {count} and {asked} in it, such as "{count} of {asked} were seldom listened to.": the program fills them in, {asked} with
# "about 110 people who were asked", and adds the percentage. No number may be typed. Take a finding out to leave it in the words of the program.
# The rule of the survey, which nobody can change now:`
