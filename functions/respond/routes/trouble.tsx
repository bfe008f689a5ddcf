import { TroublePage } from '../pages/ending-pages.tsx'
import { goTo, type RouteContext, type Status, show } from '../route.ts'

/** `failed` has status 200, as CloudFront also shows it when a function has died, and takes only a page with 200 for that. */
const STATUS = { large: 413, form: 415, failed: 200 } as const satisfies Record<string, Status>
type Trouble = keyof typeof STATUS

/** Leads from a form that could not be taken to a page that says so. */
export function goToTrouble(c: RouteContext, trouble: Trouble): Response {
  return goTo(c, troubleAt(trouble, c.env.request.language))
}

export function troubleAt(trouble: Trouble, language: string | undefined): string {
  return `/trouble/${trouble}${language === undefined ? '' : `?lang=${language}`}`
}

/** The page after a form that was too large to be read. */
export function tooLargePage(c: RouteContext): Promise<Response> {
  return troublePage(c, 'large')
}

/** The page after a request that was no form. */
export function notAFormPage(c: RouteContext): Promise<Response> {
  return troublePage(c, 'form')
}

/** The page after a failure inside. */
export function failedPage(c: RouteContext): Promise<Response> {
  return troublePage(c, 'failed')
}

/** Says what went wrong, without detail: nothing of the form is shown. */
function troublePage(c: RouteContext, trouble: Trouble): Promise<Response> {
  const { frame } = c.env
  const { trouble: words } = frame.words
  const said = {
    large: { heading: words.tooLargeHeading, text: words.tooLarge, code: 'R09' },
    form: { heading: words.notAFormHeading, text: words.notAForm, code: 'R10' },
    failed: { heading: words.heading, text: words.text, code: 'R08' },
  } as const
  return show(c, <TroublePage frame={frame} {...said[trouble]} />, { status: STATUS[trouble] })
}
