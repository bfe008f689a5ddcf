import type { PropsWithChildren } from 'hono/jsx'
import type { View } from '../route.ts'

type Props = PropsWithChildren<{
  readonly view: View
  readonly action: string
  /** In base64url. */
  readonly challenge: string
  readonly site: string
  readonly button: string
}> &
  (
    | { readonly kind: 'get'; readonly credentials: readonly string[] }
    | { readonly kind: 'create'; readonly group: string; readonly alias: string; readonly user: string }
  )

/** A form that a passkey fills in. `children`: what else it posts. */
export function Ceremony(props: Props) {
  const { view, action, challenge, site, button, children } = props
  const { signIn } = view.words
  const wanted =
    props.kind === 'get'
      ? { 'data-credentials': props.credentials.join(' ') }
      : { 'data-group': props.group, 'data-alias': props.alias, 'data-user': props.user }
  const fields =
    props.kind === 'get' ? ['credential', 'authenticatorData', 'value', 'clientData'] : ['credential', 'attestation', 'clientData']
  return (
    <>
      <form
        name="ceremony"
        method="post"
        action={view.to(action)}
        autocomplete="off"
        data-ceremony={props.kind}
        data-challenge={challenge}
        data-site={site}
        data-failed={signIn.failed}
        data-none={signIn.noPasskeys}
        {...wanted}
      >
        {fields.map((name) => (
          <input type="hidden" name={name} value="" />
        ))}
        {children}
        <div class="go">
          <button type="submit">{button}</button>
        </div>
      </form>
      <p id="ceremony-said" class="error" role="alert"></p>
      <noscript>
        <p class="note">{signIn.needsScript}</p>
      </noscript>
    </>
  )
}
