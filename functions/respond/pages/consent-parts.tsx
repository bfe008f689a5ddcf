import { Choices } from '#shared/pages/controls/choices.tsx'
import { Group } from '#shared/pages/controls/group.tsx'
import type { Level } from '#shared/pages/controls/heading.tsx'
import type { Words } from '#shared/pages/words/en.ts'
import { CONSENT_ELEMENTS } from '#shared/survey/consent-text.ts'
import type { FieldValues } from '#shared/survey/form.ts'
import { type ConsentText, type Survey, textsFor } from '#shared/survey/survey.ts'
import { FIELD } from '../fields.ts'

export type ConsentErrors = { readonly adult?: string; readonly purpose?: string; readonly invitation?: string }

type PartProps = { readonly survey: Survey; readonly language: string; readonly words: Words }

/** The key facts, at most seven short lines, before anything else. */
export function KeyFacts({ survey, language }: PartProps) {
  return (
    <ul>
      {textsFor(survey, language).consent.summary.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  )
}

/** Everything else there is to know, folded away and one tap near. On paper there is no code to take answers back with. */
export function Details({ survey, language, words, isPaper = false }: PartProps & { readonly isPaper?: boolean }) {
  const consent = textsFor(survey, language).consent
  const { retention } = survey
  return (
    <details>
      <summary>{words.consent.details}</summary>
      {CONSENT_ELEMENTS.map((id) => (
        <>
          <h2>{consent[id].title}</h2>
          <p>{consent[id].text}</p>
        </>
      ))}
      <Who consent={consent} words={words} />
      <List title={words.consent.data} lines={consent.data} />
      <List
        title={words.consent.storage}
        lines={consent.storage.map(({ region, processor }) => words.consent.storedAt(region, processor))}
      />
      <List title={words.consent.recipients} lines={consent.recipients} />
      <List
        title={words.consent.retention}
        lines={[
          words.consent.raw(retention.rawDays),
          words.consent.stories(retention.storyDays),
          ...(isPaper ? [] : [words.consent.codes(retention.codeDays)]),
        ]}
      />
      <List title={words.consent.rights} lines={consent.rights} />
      {!isPaper && <List title={words.consent.withdrawal} lines={[consent.withdrawal.how, consent.withdrawal.until]} />}
      <List title={words.consent.complaint} lines={[consent.complaint]} />
      <List title={words.consent.jurisdiction} lines={[consent.jurisdiction]} />
    </details>
  )
}

function Who({ consent, words }: { readonly consent: ConsentText; readonly words: Words }) {
  const { name, board, contact, funder } = consent.controller
  return (
    <>
      <h2>{words.consent.who}</h2>
      <ul>
        <li>
          <bdi>{name}</bdi>
        </li>
        {funder && (
          <li>
            {words.start.pays}: <bdi>{funder}</bdi>
          </li>
        )}
        <li>
          {words.consent.board}: <bdi>{board}</bdi>
        </li>
        <li>
          {words.consent.contact}: <bdi>{contact}</bdi>
        </li>
      </ul>
    </>
  )
}

function List({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  return (
    <>
      <h2>{title}</h2>
      {lines.length === 1 ? (
        <p>{lines[0]}</p>
      ) : (
        <ul>
          {lines.map((line) => (
            <li>{line}</li>
          ))}
        </ul>
      )}
    </>
  )
}

type QuestionsProps = PartProps & { readonly values: FieldValues; readonly errors: ConsentErrors; readonly level: Level }

/** The two questions of consent. Nothing is ticked unless the person ticked it. */
export function ConsentQuestions({ survey, language, words, values, errors, level }: QuestionsProps) {
  const { purposes } = textsFor(survey, language).consent
  const label = (id: keyof typeof purposes, required: boolean) =>
    required ? `${purposes[id] ?? id} (${words.consent.needed})` : (purposes[id] ?? id)
  return (
    <>
      <Group field={FIELD.adult} level={level} text={words.consent.adult} error={errors.adult}>
        <Choices
          name={FIELD.adult}
          kind="radio"
          choices={[
            { value: 'yes', label: words.consent.yes },
            { value: 'no', label: words.consent.no },
          ]}
          chosen={values(FIELD.adult)}
          words={words}
        />
      </Group>
      <Group field={FIELD.purpose} level={level} text={words.consent.purposes} hint={words.consent.purposesHint} error={errors.purpose}>
        <Choices
          name={FIELD.purpose}
          kind="checkbox"
          choices={survey.consent.purposes.map(({ id, required }) => ({ value: id, label: label(id, required) }))}
          chosen={values(FIELD.purpose)}
          words={words}
        />
      </Group>
    </>
  )
}
