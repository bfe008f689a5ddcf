import * as z from 'zod'
import { sha256Hex } from '#shared/survey/ids.ts'

/** The list of boxes that the quotes of a release are from, as it is kept and as the ledger names it by its hash. */
const sourcesShape = z.strictObject({
  format: z.literal('chorus-story-sources/1'),
  /** The survey, by the hash of its bytes. */
  survey: sha256Hex,
  boxes: z.array(z.string().regex(/^[0-9a-f]{32}$/)).min(1),
})
type StorySources = z.infer<typeof sourcesShape>

/** The list of the boxes that quotes are from: each once, sorted. `survey`: the hash of its bytes. */
export function storySources(survey: string, boxes: readonly string[]): StorySources {
  return { format: 'chorus-story-sources/1', survey, boxes: [...new Set(boxes)].toSorted() }
}

/** The same from its bytes. Throws for anything else. */
export function readStorySources(bytes: Uint8Array): StorySources {
  return sourcesShape.parse(JSON.parse(new TextDecoder().decode(bytes)))
}
