import { BLANK } from '#cli/start/begun-survey.ts'
import { LANGUAGES } from '#shared/languages.ts'

/** One thing that `chorus survey new` asks: in a terminal, or as a flag. */
export type StartQuestion = {
  /** The name of the flag, as commander keeps it. */
  readonly key: 'from' | 'title' | 'languages' | 'askedBy' | 'contact' | 'board' | 'paidBy' | 'keptIn' | 'law' | 'support'
  readonly flag: string
  readonly about: string
  readonly asks: string
  /** The answer when somebody presses enter, or leaves the flag out; where there is none, the example stays. */
  readonly fallback?: string
}

export const START_QUESTIONS: readonly StartQuestion[] = [
  {
    key: 'from',
    flag: '--from <name>',
    about: 'the survey to begin from: one that comes with Chorus, such as being-heard, or blank, which is eight questions to change',
    asks: 'Which survey do you want to begin from? {beginnings}',
    fallback: BLANK,
  },
  { key: 'title', flag: '--title <words>', about: 'the title of the survey, in its first language', asks: 'What is the survey called?' },
  {
    key: 'languages',
    flag: '--languages <codes>',
    about: `its languages, with commas between them; you write in the first, the others are translations: ${Object.keys(LANGUAGES).join(', ')}`,
    asks: `In which languages? (${Object.keys(LANGUAGES).join(', ')}; several with commas between them)`,
    fallback: 'en',
  },
  { key: 'askedBy', flag: '--asked-by <name>', about: 'the name of the group that asks', asks: 'Who asks? Write the name of your group' },
  {
    key: 'contact',
    flag: '--contact <where>',
    about: 'an address where people can write to you',
    asks: 'At which address can people write to you?',
  },
  {
    key: 'board',
    flag: '--board <who>',
    about: 'who decides which surveys are opened and which reports are published',
    asks: 'Who decides which surveys are opened and which reports are published?',
  },
  { key: 'paidBy', flag: '--paid-by <name>', about: 'who pays for the survey', asks: 'Who pays for the survey?' },
  { key: 'keptIn', flag: '--kept-in <country>', about: 'the country where answers are kept', asks: 'In which country are answers kept?' },
  { key: 'law', flag: '--law <words>', about: 'the law that applies there', asks: 'Which law applies there?' },
  {
    key: 'support',
    flag: '--support <regions>',
    about: 'the regions for which the pages list places of support, with commas between them: US, GB, or * for anywhere',
    asks: 'For which regions do you want to list places of support? (US, GB, * for anywhere; several with commas between them)',
    fallback: 'US,GB,*',
  },
]
