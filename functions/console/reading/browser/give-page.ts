import { handParts } from '#functions/story-desk/parts.ts'
import type { DeskData } from '../desk-data.ts'
import { elementAt } from './dom.ts'
import { pageDesk } from './page-desk.ts'
import { sentence } from './say.ts'
import { whenUnlocked } from './unlock.ts'

/** Of a member: their part of each box, sealed to the two readers. */
export function startGiving(data: DeskData): void {
  whenUnlocked(data, async (keys) => {
    const given = await handParts(pageDesk(data, keys))
    const done = elementAt('done')
    done.textContent = sentence(data, 'given', given)
    done.focus()
  })
}
