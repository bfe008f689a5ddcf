import { deskData } from '../desk-data.ts'
import { elementIf } from './dom.ts'
import { startGiving } from './give-page.ts'
import { startKey } from './key-page.ts'
import { startReading } from './read-page.ts'

/*
 * The script of the pages about stories. Parts are opened and combined here, in the browser of the person whose they are; what it
 * sends is a signed question, something sealed to one person, or a hash.
 */

const place = elementIf('story-page')
if (place) {
  const data = deskData.parse(JSON.parse(place.dataset.desk ?? ''))
  const start = { key: startKey, give: startGiving, read: startReading }[place.dataset.page ?? '']
  start?.(data)
}
