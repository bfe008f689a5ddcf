import { LANGUAGES, pageLanguageOf } from '#shared/languages.ts'
import type { Words } from '../words/en.ts'

/**
 * The control that leads to a page in another language. Where nothing is entered, a link to the page itself. Where something may be, a
 * button of the page's own form, which carries everything that is in it along.
 */
export type Switch = { readonly to: readonly string[] } & ({ readonly path: string } | { readonly form: string; readonly action?: string })

/** The field of a form that holds the language it is to come back in. */
export const LANGUAGE_FIELD = '_lang'

/** The id of the one form of a page that holds what a person enters. */
export const FORM_ID = 'f'

/** The other languages, each under its own name, on every page in the same place. */
export function LanguageSwitch({ by, words }: { readonly by: Switch; readonly words: Words }) {
  return (
    <nav class="tongues" aria-label={words.switchLanguage}>
      {by.to.map((language) =>
        'form' in by ? (
          <button
            type="submit"
            class="plain link"
            form={by.form}
            {...(by.action ? { formaction: by.action } : {})}
            name={LANGUAGE_FIELD}
            value={language}
            lang={language}
          >
            {nameOf(language)}
          </button>
        ) : (
          <a class="link" href={`${by.path}?lang=${language}`} lang={language}>
            {nameOf(language)}
          </a>
        ),
      )}
    </nav>
  )
}

function nameOf(language: string): string {
  const known = pageLanguageOf(language)
  return known && known === language
    ? LANGUAGES[known].name
    : (new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language)
}
