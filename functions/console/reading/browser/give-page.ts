import { handParts } from '#functions/story-desk/parts.ts'
import type { DeskData } from '../desk-data.ts'
import { elementAt } from './dom.ts'
import { pageDesk } from './page-desk.ts'
import { onPage } from './say-on-page.ts'
import { whenUnlocked } from './unlock.ts'

/** Gives the part of a member of each box, sealed to the two readers. */
export function startGiving(data: DeskData): void {
  whenUnlocked(data, async (keys) => {
    const given = await handParts(pageDesk(data, keys))
    const done = elementAt('done')
    done.textContent = onPage(data, 'given', given)
    done.focus()
  })
}
