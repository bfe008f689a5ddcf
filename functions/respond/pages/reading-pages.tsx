import { type Section, textsFor } from '#shared/survey/survey.ts'
import type { InfoQuestion } from '../visit/survey-steps.ts'
import { textOf } from './page-texts.ts'
import { ReadingPage, type StepFrame } from './step-page.tsx'

type SectionProps = StepFrame & { readonly section: Section }

/** Before a part with a content note: short and calm, there for the choice it gives and not as a warning. */
export function NotePage({ section, ...place }: SectionProps) {
  const { words } = place.frame
  const texts = textsFor(place.edition.survey, place.language).sections[section.id]
  return (
    <ReadingPage
      {...place}
      title={words.note.title}
      kicker={words.note.kicker}
      heading={texts?.title ?? ''}
      lines={[...(texts?.note ? [texts.note] : []), words.note.choice]}
      skip={words.note.skip}
    />
  )
}

/** The text to read before the first question of a part. */
export function OpeningPage({ section, ...place }: SectionProps) {
  const texts = textsFor(place.edition.survey, place.language).sections[section.id]
  return (
    <ReadingPage {...place} title={place.frame.words.info.title} heading={texts?.title ?? ''} lines={texts?.info ? [texts.info] : []} />
  )
}

/** Explains why we ask about the person, and that it is up to them. */
export function AboutYouPage({ section, ...place }: SectionProps) {
  const { words } = place.frame
  const info = textsFor(place.edition.survey, place.language).sections[section.id]?.info
  return (
    <ReadingPage
      {...place}
      title={words.aboutYou.title}
      heading={words.aboutYou.heading}
      lines={info ? [info] : [words.aboutYou.why, words.aboutYou.safe]}
      skip={words.note.skip}
    />
  )
}

export function InfoPage({ section, question, ...place }: SectionProps & { readonly question: InfoQuestion }) {
  const texts = textsFor(place.edition.survey, place.language)
  const title = texts.sections[section.id]?.title ?? ''
  return <ReadingPage {...place} title={place.frame.words.info.title} heading={title} lines={[textOf(texts, question)]} />
}
