import type { PropsWithChildren } from 'hono/jsx'

type ButtonProps = PropsWithChildren<{ readonly name?: string; readonly value?: string; readonly second?: boolean }>

/** Sends the form it is in. `second` is the quieter of two. */
export function Button({ name, value, second, children }: ButtonProps) {
  return (
    <button type="submit" {...(second ? { class: 'second' } : {})} {...(name ? { name, value } : {})}>
      {children}
    </button>
  )
}

/** The row of buttons at the end of a form. */
export function Buttons({ children }: PropsWithChildren) {
  return <div class="go">{children}</div>
}
