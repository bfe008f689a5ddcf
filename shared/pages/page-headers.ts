import { commonHeaders } from './common-headers.ts'
import { SHOWN_FIELD } from './controls/link-or-submit.tsx'
import { STYLE, STYLE_SOURCE } from './style.ts'

type Headers = Readonly<Record<string, string>>

/** On every response: it is framed by no one, opened or loaded by no other site, found by no search engine, and told to none. */
const everywhere = {
  ...commonHeaders,
  'X-Robots-Tag': 'noindex',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const satisfies Headers

const notKept = { 'Cache-Control': 'no-store' } as const satisfies Headers

const NOTHING = "default-src 'none';frame-ancestors 'none'"

/** For a response without a page, such as the redirect after each form, or what a gateway answers itself. */
export const bareHeaders = { ...everywhere, ...notKept, 'Content-Security-Policy': NOTHING } as const satisfies Headers

/** For a file whose address names its bytes. Only the browser itself keeps it. */
export const fileHeaders: Headers = {
  ...everywhere,
  'Cache-Control': 'private, max-age=31536000, immutable',
  'Content-Security-Policy': NOTHING,
}

/** For a page. It loads our own few files at most, and nothing from anywhere else; a script within it would not run. */
export function pageHeaders(page: string): Headers {
  return {
    ...everywhere,
    ...notKept,
    // Of a page only: a redirect or a file opens no window.
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Content-Security-Policy': [
      NOTHING,
      `style-src ${page.includes(STYLE) ? STYLE_SOURCE : "'self'"}`,
      ...(page.includes('<script') ? ["script-src 'self'"] : []),
      // Where the script saves what a person is writing, or asks for boxes of words.
      ...(page.includes(`name="${SHOWN_FIELD}"`) || page.includes('id="story-page"') ? ["connect-src 'self'"] : []),
      // The empty icon in the head, which spares the request for a favicon.
      'img-src data:',
      "form-action 'self'",
      "base-uri 'none'",
    ].join(';'),
  }
}
