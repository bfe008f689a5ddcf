import type { Child } from 'hono/jsx'
import type { Words } from '../words/en.ts'
import { firstInputId } from './element-ids.ts'

export type Choice = { readonly value: string; readonly label: string /** Stands right after it. */; readonly after?: Child }

type ChoicesProps = {
  readonly name: string
  readonly kind: 'radio' | 'checkbox'
  readonly choices: readonly Choice[]
  /** After an "or": what stands for no answer of the list, such as "Prefer not to say". */
  readonly others?: readonly Choice[]
  /** The values chosen now; a fresh page has none. */
  readonly chosen: readonly string[]
  /** They come after an input of the same field, which is the one that an error leads to. */
  readonly follow?: boolean
  readonly words: Words
}

/** A list of radios or checkboxes, each a large target with its label around it. */
export function Choices({ name, kind, choices, others = [], chosen, follow = false, words }: ChoicesProps) {
  const option = (choice: Choice, isFirst: boolean) => (
    <>
      <label class="option">
        <input
          type={kind}
          name={name}
          value={choice.value}
          {...(isFirst && !follow ? { id: firstInputId(name) } : {})}
          {...(chosen.includes(choice.value) ? { checked: true } : {})}
        />
        <span>{choice.label}</span>
      </label>
      {choice.after}
    </>
  )
  return (
    <>
      {choices.map((choice, index) => option(choice, index === 0))}
      {(choices.length > 0 || follow) && others.length > 0 && <p class="soft">{words.or}</p>}
      {others.map((choice, index) => option(choice, choices.length === 0 && index === 0))}
    </>
  )
}
