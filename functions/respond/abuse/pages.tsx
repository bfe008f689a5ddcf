import { Button, Buttons } from '#shared/pages/controls/buttons.tsx'
import { Layout } from '#shared/pages/layout.tsx'
import { inLanguage } from '../pages/frame.ts'
import type { SurveyPageProps } from '../pages/page-props.ts'
import { pathsOf } from '../paths.ts'

/** Too many send at once: the draft stays, and the button sends it later. */
export function BusyPage({ frame, edition, language }: SurveyPageProps) {
  const { busy } = frame.words.door
  return (
    <Layout frame={frame} title={frame.words.failed.title}>
      <h1>{busy.heading}</h1>
      <p>{busy.send}</p>
      <form method="post" action={inLanguage(pathsOf(edition.link).send, edition.survey, language)}>
        <Buttons>
          <Button>{frame.words.failed.button}</Button>
        </Buttons>
      </form>
    </Layout>
  )
}

/** Somebody else sent answers with the same invitation while this person answered. */
export function UsedPage({ frame }: Pick<SurveyPageProps, 'frame'>) {
  const { usedHeading, usedText } = frame.words.door.invitation
  return (
    <Layout frame={frame} title={frame.words.failed.title}>
      <h1>{usedHeading}</h1>
      <p>{usedText}</p>
    </Layout>
  )
}
