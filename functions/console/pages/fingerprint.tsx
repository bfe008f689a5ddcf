import type { View } from '../route.ts'

/** The name of a board that nobody can choose: the hash of its founding charter, in groups that can be read aloud. */
export function Fingerprint({ view, ledger }: { readonly view: View; readonly ledger: string }) {
  const { home } = view.words
  return (
    <>
      <h2>{home.fingerprint}</h2>
      <p class="hash">{ledger.replace(/(.{8})(?=.)/g, '$1 ')}</p>
      <p class="soft">{home.compare}</p>
    </>
  )
}
