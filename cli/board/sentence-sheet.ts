import { leadingFindings } from '#shared/release/page/findings.ts'
import { pageWords } from '#shared/release/page/words-of-page.ts'
import type { ReadRelease } from '#shared/release/read.ts'
import { wordingOf } from '#shared/release/wording.ts'
import { leadRuleInWords, leadRuleOf } from '#shared/survey/leading-questions.ts'

/** A YAML sheet for the leading findings of a candidate: for each finding the sentence of the program, and a line to fill in for each language. */
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

const HEAD = `# The findings that lead this report. Above each line is the sentence that the program writes.
# Write your own sentence with {count} and {asked} in it, such as "{count} of {asked} were seldom listened to.": the program fills them in, {asked} with
# "about 110 people who were asked", and adds the percentage. You cannot type numbers. To keep the sentence of the program, delete the finding here.
# The rule by which the survey chooses these findings; it was fixed before anybody answered:`
