import { type Frame, Layout } from '#shared/pages/page-layout.tsx'
import type { Words } from '#shared/pages/words/en.ts'
import { wordsIn } from '#shared/survey/localized.ts'
import type { SupportEntry } from '#shared/survey/survey.ts'
import { dayIn, listIn } from './page-texts.ts'

type ListProps = {
  readonly entries: readonly SupportEntry[]
  readonly language: string
  readonly words: Words
  /** Nothing unfolds on paper, so nobody is asked to choose a country. */
  readonly isPaper?: boolean
}

/**
 * Places that speak the reader's language first, and of these the ones run by peers. Where there are several countries,
 * each folds its own: the choice needs no script, and tells nobody where a person is.
 */
export function SupportList({ entries, language, words, isPaper = false }: ListProps) {
  const ordered = [...entries].sort((a, b) => rankOf(b, language) - rankOf(a, language))
  const countries = [...new Set(ordered.map(countryOf).filter((country) => country !== EVERYWHERE))]
  const entriesOf = (country: string) =>
    ordered.filter((entry) => countryOf(entry) === country).map((entry) => <Entry entry={entry} language={language} words={words} />)
  if (countries.length < 2)
    return (
      <>
        {ordered.map((entry) => (
          <Entry entry={entry} language={language} words={words} />
        ))}
      </>
    )
  return (
    <>
      {entriesOf(EVERYWHERE)}
      {!isPaper && <h2>{words.support.choose}</h2>}
      {countries.map((country) => (
        <details>
          <summary>{placeIn(language, country, words)}</summary>
          {entriesOf(country)}
        </details>
      ))}
    </>
  )
}

const EVERYWHERE = '*'

function countryOf({ region }: SupportEntry): string {
  return region.split('-', 1)[0] ?? region
}

function rankOf({ languages, peerRun }: SupportEntry, language: string): number {
  const isSpoken = languages.some((each) => each.split('-', 1)[0] === language.split('-', 1)[0])
  return 2 * Number(isSpoken) + Number(peerRun)
}

/** A country by its name in a language; a part of one with its code, as there is no list of their names. */
function placeIn(language: string, region: string, { support }: Words): string {
  if (region === EVERYWHERE) return support.everywhere
  const [country = region, part] = region.split('-')
  const name = new Intl.DisplayNames([language], { type: 'region' }).of(country) ?? country
  return part === undefined ? name : `${name} (${part})`
}

function Entry({ entry, language, words }: Omit<ListProps, 'entries'> & { readonly entry: SupportEntry }) {
  const { support } = words
  const hours = wordsIn(language, entry.hours)
  const languages = new Intl.DisplayNames([language], { type: 'language' })
  return (
    <section class="card">
      <h2>{wordsIn(language, entry.name)}</h2>
      {entry.peerRun && <p>{support.peerRun}</p>}
      <ul>
        <li>
          {support.where}: {placeIn(language, entry.region, words)}
        </li>
        {entry.channels.map((channel) => (
          <li>
            {support.channel[channel.kind]}: <Reach channel={channel} language={language} /> ({support.cost[channel.cost]})
          </li>
        ))}
        {hours && (
          <li>
            {support.hours}: {hours}
          </li>
        )}
        <li>
          {support.languages}:{' '}
          {listIn(
            language,
            entry.languages.map((each) => languages.of(each) ?? each),
          )}
        </li>
        <li>
          {support.emergency}: {support.emergencyPolicy[entry.contactsEmergencyServices]}
          {entry.policyUrl && (
            <>
              {' '}
              <a href={entry.policyUrl} rel="noreferrer">
                {support.policy}
              </a>
            </>
          )}
        </li>
      </ul>
      <p class="soft">
        {entry.lastVerified ? support.checked(dayIn(language, new Date(`${entry.lastVerified}T00:00:00Z`))) : support.notChecked}
      </p>
    </section>
  )
}

function Reach({ channel, language }: { readonly channel: SupportEntry['channels'][number]; readonly language: string }) {
  if (channel.kind === 'chat' || channel.kind === 'web') {
    return (
      <a dir="ltr" href={channel.value} rel="noreferrer">
        {channel.value.replace(/^https:\/\/(www\.)?|\/$/g, '')}
      </a>
    )
  }
  // A text entry such as "HOME to 741741" holds more than a number: it is read, not tapped.
  const value = wordsIn(language, channel.value)
  return /^[\d\s()+-]+$/.test(value) ? (
    <a dir="ltr" href={`${channel.kind === 'call' ? 'tel' : 'sms'}:${value.replace(/[^+\d]/g, '')}`}>
      {value}
    </a>
  ) : (
    <span>{value}</span>
  )
}

type SupportPageProps = Omit<ListProps, 'words'> & { readonly frame: Frame; readonly backTo?: string }

export function SupportPage({ frame, entries, language, backTo }: SupportPageProps) {
  const { words } = frame
  return (
    <Layout frame={frame} title={words.support.title}>
      <h1>{words.support.heading}</h1>
      <p>{entries.length > 0 ? words.support.lead : words.support.none}</p>
      <p>{words.support.noContact}</p>
      {backTo && (
        <p>
          <a class="button second" href={backTo}>
            {words.support.back}
          </a>
        </p>
      )}
      <SupportList entries={entries} language={language} words={words} />
    </Layout>
  )
}
