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
    about: 'an instrument that comes with Chorus, such as being-heard, or blank: eight questions to change',
    asks: 'Begin from which? {beginnings}',
    fallback: BLANK,
  },
  { key: 'title', flag: '--title <words>', about: 'what the survey is called, in its first language', asks: 'What is the survey called?' },
  {
    key: 'languages',
    flag: '--languages <codes>',
    about: `its languages with commas between, the first is that of the originals: ${Object.keys(LANGUAGES).join(', ')}`,
    asks: `In which languages? (${Object.keys(LANGUAGES).join(', ')}; commas between)`,
    fallback: 'en',
  },
  { key: 'askedBy', flag: '--asked-by <name>', about: 'who asks: the name of your group', asks: 'Who asks? The name of your group' },
  { key: 'contact', flag: '--contact <where>', about: 'where people can write to you', asks: 'Where can people write to you?' },
  {
    key: 'board',
    flag: '--board <who>',
    about: 'who decides what is opened and released',
    asks: 'Who decides what is opened and released?',
  },
  { key: 'paidBy', flag: '--paid-by <name>', about: 'who pays for it', asks: 'Who pays for it?' },
  { key: 'keptIn', flag: '--kept-in <country>', about: 'the country where answers are kept', asks: 'In which country are answers kept?' },
  { key: 'law', flag: '--law <words>', about: 'which law applies there', asks: 'Which law applies there?' },
  {
    key: 'support',
    flag: '--support <regions>',
    about: 'where people can turn to, with commas between: US, GB, and * for anywhere',
    asks: 'Where can people turn to? (US, GB, * for anywhere; commas between)',
    fallback: 'US,GB,*',
  },
]
