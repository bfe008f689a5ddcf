import { Layout } from '#shared/pages/page-layout.tsx'
import type { Words } from '#shared/pages/words/en.ts'
import { wordsIn } from '#shared/survey/localized.ts'
import { type PurposeId, type Survey, textsFor } from '#shared/survey/survey.ts'
import { pathsOf } from '../paths.ts'
import { inLanguage } from './page-frames.ts'
import type { SurveyPageProps } from './page-props.ts'
import { dayIn } from './page-texts.ts'

type ReceiptPageProps = SurveyPageProps & {
  readonly code: string
  /** Absent when the answers were sent before and only the code is known. */
  readonly agreed?: { readonly given: readonly PurposeId[]; readonly day: Date } | undefined
  /** The page with the code alone. */
  readonly paperAt: string
}

/** The code, once, and what was agreed to; on paper it fills one sheet. */
export function ReceiptPage({ frame, edition, language, code, agreed, paperAt }: ReceiptPageProps) {
  const { words } = frame
  const { survey } = edition
  return (
    <Layout frame={frame} title={words.receipt.title} isOnTheWay>
      <h1>{words.receipt.heading}</h1>
      <p>{words.receipt.thanks}</p>
      <h2>{words.receipt.codeHeading}</h2>
      <p class="code" dir="ltr" translate="no">
        {code}
      </p>
      <p>{words.receipt.keep}</p>
      <p>{words.receipt.works(survey.retention.codeDays)}</p>
      <p class="go">
        <a class="link" href={paperAt}>
          {words.receipt.paper}
        </a>
      </p>
      <p>
        {words.receipt.use} <a href={frame.withdrawAt}>{words.receipt.useLink}</a>
      </p>
      {agreed && <Agreed survey={survey} language={language} words={words} given={agreed.given} day={agreed.day} />}
      {survey.followUp && (
        <p>
          <a href={inLanguage(pathsOf(edition.link).contact, survey, language)}>{words.access.contact.link}</a>
        </p>
      )}
      <h2>{words.receipt.nextHeading}</h2>
      <ul>
        <li>{wordsIn(language, survey.release.cadence)}</li>
        <li>{wordsIn(language, survey.release.returnToCommunity)}</li>
      </ul>
      <p class="note">{words.receipt.device}</p>
    </Layout>
  )
}

type PaperPageProps = Omit<ReceiptPageProps, 'agreed' | 'paperAt'> & { readonly back: string }

/** The receipt to keep on paper, and no more: it tells nobody what it was about. */
export function PaperPage({ frame, edition, code, back }: PaperPageProps) {
  const { receipt } = frame.words
  const groups = code.split('-')
  return (
    <Layout frame={frame} title={receipt.codeHeading} back={back} isOnTheWay>
      <h1>{receipt.codeHeading}</h1>
      <p class="code big" dir="ltr" translate="no">
        {groups.map((group, index) => (
          <span>{index < groups.length - 1 ? `${group}-` : group}</span>
        ))}
      </p>
      <p>{receipt.works(edition.survey.retention.codeDays)}</p>
      <p>
        {receipt.use} <a href={frame.withdrawAt}>{receipt.useLink}</a>
      </p>
      <p class="line">{receipt.address}</p>
      <p>{receipt.private}</p>
      <p class="note go">{receipt.print}</p>
    </Layout>
  )
}

type AgreedProps = {
  readonly survey: Survey
  readonly language: string
  readonly words: Words
  readonly given: readonly PurposeId[]
  readonly day: Date
}

function Agreed({ survey, language, words, given, day }: AgreedProps) {
  const { purposes } = textsFor(survey, language).consent
  const refused = survey.consent.purposes.filter(({ id }) => !given.includes(id))
  return (
    <>
      <h2>{words.receipt.agreedHeading}</h2>
      <p>{words.receipt.agreedOn(dayIn(language, day))}</p>
      <ul>
        {given.map((id) => (
          <li>{purposes[id]}</li>
        ))}
      </ul>
      {refused.length > 0 && (
        <>
          <p>{words.receipt.notAgreed}</p>
          <ul>
            {refused.map(({ id }) => (
              <li>{purposes[id]}</li>
            ))}
          </ul>
        </>
      )}
      <p class="soft">{words.receipt.version(survey.consent.version)}</p>
    </>
  )
}
