import { Button, Buttons } from '#shared/pages/controls/buttons.tsx'
import { FORM_ID } from '#shared/pages/controls/language-switch.tsx'
import { Layout } from '#shared/pages/page-layout.tsx'
import { inLanguage } from '../pages/page-frames.ts'
import type { SurveyPageProps } from '../pages/page-props.ts'
import { ReferenceLine } from '../pages/reference-line.tsx'
import { pathsOf } from '../paths.ts'
import { AskForWork } from './work.tsx'

/** Too many send at once: the draft stays, and the button sends it later. */
export function BusyPage({ frame, edition, language, challenge }: SurveyPageProps & { readonly challenge: string | undefined }) {
  const { busy } = frame.words.access
  return (
    <Layout frame={frame} title={frame.words.failed.title}>
      <h1>{busy.heading}</h1>
      <p>{busy.send}</p>
      <form id={FORM_ID} method="post" action={inLanguage(pathsOf(edition.link).send, edition.survey, language)}>
        <AskForWork words={frame.words} challenge={challenge} />
        <Buttons>
          <Button>{frame.words.failed.button}</Button>
        </Buttons>
      </form>
      <ReferenceLine words={frame.words} code="R07" />
    </Layout>
  )
}

/** Somebody else sent answers with the same invitation while this person answered. */
export function UsedPage({ frame }: Pick<SurveyPageProps, 'frame'>) {
  const { usedHeading, usedText } = frame.words.access.invitation
  return (
    <Layout frame={frame} title={frame.words.failed.title}>
      <h1>{usedHeading}</h1>
      <p>{usedText}</p>
      <ReferenceLine words={frame.words} code="R12" />
    </Layout>
  )
}
