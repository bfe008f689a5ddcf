import type { DeskData } from '../desk-data.ts'
import { elementAt } from './dom.ts'
import { codeOf, ownKeysFrom, publicHalves, secretOfPasskey } from './own-keys.ts'
import { onPage, tell, worker } from './say-on-page.ts'

/** Makes a key for stories. Only its public halves are posted, to be signed. */
export function startKey(data: DeskData): void {
  const work = worker(data)
  const fill = (secret: Uint8Array) => {
    const { key, asks } = publicHalves(ownKeysFrom(secret))
    elementAt('key').value = key
    elementAt('asks').value = asks
  }
  elementAt('with-passkey').addEventListener('click', () =>
    work(async () => {
      const secret = await secretOfPasskey(data)
      if (!secret) return tell(onPage(data, 'noPrf'))
      fill(secret)
      elementAt('hold').submit()
    }),
  )
  elementAt('make-code').addEventListener('click', () => {
    tell('')
    const secret = crypto.getRandomValues(new Uint8Array(32))
    const code = codeOf(secret)
    fill(secret)
    elementAt('new-code').textContent = code
    elementAt('save').setAttribute('href', `data:text/plain,${code}`)
    elementAt('ways').hidden = true
    const kept = elementAt('kept')
    kept.hidden = false
    kept.focus()
  })
}
