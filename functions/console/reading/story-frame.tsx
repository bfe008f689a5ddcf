import type { PropsWithChildren } from 'hono/jsx'
import type { View } from '../route.ts'
import type { DeskData } from './desk-data.ts'

type PageProps = PropsWithChildren<{ readonly view: View; readonly page: 'key' | 'give' | 'read'; readonly data: DeskData }>

/** The part of a page that the script about stories works in. */
export function StoryFrame({ view, page, data, children }: PageProps) {
  return (
    <div id="story-page" data-page={page} data-desk={JSON.stringify(data)}>
      {children}
      <p id="busy" role="status" class="soft"></p>
      <p id="said" class="error" role="alert"></p>
      <noscript>
        <p class="note">{view.words.stories.needsScript}</p>
      </noscript>
    </div>
  )
}

/** Opens somebody's key for stories: with the passkey, or with the code that they keep. */
export function Unlock({ view }: { readonly view: View }) {
  const { stories: say } = view.words
  return (
    <section id="unlock" aria-labelledby="unlock-heading">
      <h2 id="unlock-heading">{say.unlock}</h2>
      <p>{say.unlockLead}</p>
      <div class="go">
        <button type="button" id="with-passkey">
          {say.withPasskey}
        </button>
      </div>
      <form id="with-code" autocomplete="off" novalidate>
        <label for="code">{say.code}</label>
        <input type="text" id="code" dir="ltr" autocomplete="off" spellcheck={false} autocapitalize="off" />
        <div class="go">
          <button type="submit" class="second">
            {say.withCode}
          </button>
        </div>
      </form>
    </section>
  )
}
