import { type Frame, Layout } from '#shared/pages/layout.tsx'
import type { Words } from '#shared/pages/words/en.ts'
import { wordsIn } from '#shared/survey/localized.ts'
import type { SupportEntry } from '#shared/survey/survey.ts'
import { dayIn, listIn } from './page-texts.ts'

type ListProps = { readonly entries: readonly SupportEntry[]; readonly language: string; readonly words: Words }

/** Peers first. Each entry says whether it may send the police: hiding that would break trust. */
export function SupportList({ entries, language, words }: ListProps) {
  const peersFirst = [...entries].sort((a, b) => Number(b.peerRun) - Number(a.peerRun))
  return (
    <>
      {peersFirst.map((entry) => (
        <Entry entry={entry} language={language} words={words} />
      ))}
    </>
  )
}

function Entry({ entry, language, words: { support } }: Omit<ListProps, 'entries'> & { readonly entry: SupportEntry }) {
  const hours = wordsIn(language, entry.hours)
  const languages = new Intl.DisplayNames([language], { type: 'language' })
  return (
    <section class="card">
      <h2>{wordsIn(language, entry.name)}</h2>
      {entry.peerRun && <p>{support.peerRun}</p>}
      <ul>
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
