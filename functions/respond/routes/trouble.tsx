import { TroublePage } from '../pages/ending-pages.tsx'
import { goTo, type RouteContext, type Status, show } from '../route.ts'

/** `failed` is shown by CloudFront too when a function died, which takes a page for that only when it is one without a failure. */
const STATUS = { large: 413, form: 415, failed: 200 } as const satisfies Record<string, Status>
type Trouble = keyof typeof STATUS

/** Leads from a form that could not be taken to a page that says so. */
export function goToTrouble(c: RouteContext, trouble: Trouble): Response {
  return goTo(c, troubleAt(trouble, c.env.request.language))
}

export function troubleAt(trouble: Trouble, language: string | undefined): string {
  return `/trouble/${trouble}${language === undefined ? '' : `?lang=${language}`}`
}

/** Shows what went wrong with the form before, without detail. */
export function troublePage(trouble: Trouble) {
  return (c: RouteContext): Promise<Response> => {
    const { frame } = c.env
    const { trouble: words } = frame.words
    const said = {
      large: { heading: words.tooLargeHeading, text: words.tooLarge, code: 'R09' },
      form: { heading: words.notAFormHeading, text: words.notAForm, code: 'R10' },
      failed: { heading: words.heading, text: words.text, code: 'R08' },
    } as const
    return show(c, <TroublePage frame={frame} {...said[trouble]} />, { status: STATUS[trouble] })
  }
}
