import { type Choice, Choices } from '#shared/pages/controls/choices.tsx'
import { FindBox } from '#shared/pages/controls/text-field.tsx'
import type { Words } from '#shared/pages/words/en.ts'
import { findField, foundField } from '#shared/survey/find-option.ts'

type SearchedListProps = {
  readonly field: string
  readonly choices: readonly Choice[]
  readonly others: readonly Choice[]
  readonly chosen: readonly string[]
  /** The options that contain the letters; undefined before a search. */
  readonly found: readonly string[] | undefined
  readonly letters: string
  readonly error: string | undefined
  readonly words: Words
}

/**
 * A list too long to read through. People write a few letters, Continue brings what they stand in; or they open the whole list.
 * The server searches, so it works without a script, and nothing that is written goes into an address.
 */
export function SearchedList({ field, choices, others, chosen, found, letters, error, words }: SearchedListProps) {
  const isShown = ({ value }: Choice) => (found ?? []).includes(value) || chosen.includes(value)
  return (
    <>
      {letters !== '' && <input type="hidden" name={foundField(field)} value={letters} />}
      <FindBox field={findField(field)} text={words.question.find} value={letters} error={error} />
      <Choices name={field} kind="radio" choices={choices.filter(isShown)} chosen={chosen} words={words} />
      <details>
        <summary>{words.question.wholeList}</summary>
        <Choices name={field} kind="radio" choices={choices.filter((each) => !isShown(each))} chosen={chosen} follow words={words} />
      </details>
      <Choices name={field} kind="radio" choices={[]} others={others} chosen={chosen} follow words={words} />
    </>
  )
}
