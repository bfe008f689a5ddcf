import type { Words } from '../words/en.ts'
import { firstInputId } from './element-ids.ts'

export type PageError = { readonly field: string; readonly message: string }

/** First thing in the main part, focused by the browser itself: each error in the same words as at its field, linked to it. */
export function ErrorSummary({ errors, words }: { readonly errors: readonly PageError[]; readonly words: Words }) {
  if (errors.length === 0) return null
  return (
    <div class="wrong" role="alert" tabindex={-1} autofocus>
      <p>
        <strong>{words.errors.heading}</strong>
      </p>
      <ul>
        {errors.map((error) => (
          <li>
            <a href={`#${firstInputId(error.field)}`}>{error.message}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}
