import type { PropsWithChildren } from 'hono/jsx'

/** The field that says which button of a form was pressed; absent for the main one. */
export const PRESSED_FIELD = '_go'

/**
 * The field in which a form describes itself: a hash of its first content, a random name, and after the last point the number of
 * saves by its script.
 */
export const SHOWN_FIELD = '_shown'

/** Buttons that leave a page. Each posts the page's form first, so that nothing entered is lost. */
const LEAVE_BY = ['back', 'support', 'stop', 'withdraw', 'consent', 'save'] as const
/** `save` stays on the page: the script presses it while a person writes. */
export type LeaveBy = (typeof LEAVE_BY)[number]

/** Which button that leaves a page was pressed in a posted form; undefined when another one was. */
export function leavingBy(form: URLSearchParams): LeaveBy | undefined {
  return LEAVE_BY.find((each) => each === form.get(PRESSED_FIELD))
}

type LinkOrSubmitProps = PropsWithChildren<{
  /** The target of the link. */
  readonly href: string
  /** The id of the form to post instead, and the button that this is. */
  readonly form?: string | undefined
  readonly by: LeaveBy
  readonly class?: string
}>

/** Looks like a link and leads like one. Where the page has a form with entries, it is a button of that form. */
export function LinkOrSubmit({ href, form, by, class: more, children }: LinkOrSubmitProps) {
  const named = more === undefined ? 'link' : `link ${more}`
  return form === undefined ? (
    <a class={named} href={href}>
      {children}
    </a>
  ) : (
    <button type="submit" class={`plain ${named}`} form={form} name={PRESSED_FIELD} value={by}>
      {children}
    </button>
  )
}
