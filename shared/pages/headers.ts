import { styleSourcesOf } from './style.ts'

type Headers = Readonly<Record<string, string>>

/** On every response: nothing is kept by a browser, told to the next site, or found by a search engine. */
const everywhere: Headers = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex',
}

/** For a response without a page, such as the redirect after each form. */
export const bareHeaders: Headers = { ...everywhere, 'Content-Security-Policy': "default-src 'none'" }

/** For a page. It loads nothing from anywhere: no script, font, image or frame, ours or another's. */
export function pageHeaders(page: string): Headers {
  return {
    ...everywhere,
    'Content-Security-Policy': [
      "default-src 'none'",
      `style-src ${styleSourcesOf(page)}`,
      // The empty icon in the head, which spares the request for a favicon.
      'img-src data:',
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join(';'),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    // Only a script could ask for any of these, and no script runs here; the worst are shut off all the same.
    'Permissions-Policy': 'camera=(),geolocation=(),microphone=(),payment=(),usb=()',
    'X-Frame-Options': 'DENY',
  }
}
