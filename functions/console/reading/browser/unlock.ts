import type { DeskData } from '../desk-data.ts'
import { elementAt } from './dom.ts'
import { type OwnKeys, ownKeysFrom, publicHalves, secretOfCode, secretOfPasskey } from './own-keys.ts'
import { onPage, tell, worker } from './say-on-page.ts'

/** Lets somebody open their key for stories, by passkey or by code, and goes on with it if it is the one that the ledger names. */
export function whenUnlocked(data: DeskData, goOn: (keys: OwnKeys) => Promise<void>): void {
  const work = worker(data)
  const use = async (secret: Uint8Array | undefined, otherwise: string) => {
    const keys = secret && ownKeysFrom(secret)
    if (!keys) return tell(onPage(data, otherwise))
    if (publicHalves(keys).key !== data.held) return tell(onPage(data, 'otherKey'))
    elementAt('code').value = ''
    elementAt('unlock').hidden = true
    await goOn(keys)
  }
  elementAt('with-passkey').addEventListener('click', () => work(async () => use(await secretOfPasskey(data), 'noPrf')))
  elementAt('with-code').addEventListener('submit', (event) => {
    event.preventDefault()
    work(() => use(secretOfCode(elementAt('code').value), 'noCode'))
  })
}
