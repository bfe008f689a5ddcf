import * as z from 'zod'
import { language, plainId, sentence } from './ids.ts'
import { localized } from './localized.ts'
import { type SupportEntry, supportEntry } from './survey.ts'

const { region, channels, contactsEmergencyServices, policyUrl, lastVerified } = supportEntry.shape
/** Every place of a country, or of everywhere, that the shared file has. */
export const supportRegion = z.strictObject({ region: region.describe('Such as US, or "*" for places that anybody can reach') })

/** A place to turn to, as people write it: the words of it lie here too, by language, as they are facts about the service. */
export const authoredSupportEntry = z.strictObject({
  id: plainId,
  region: region.describe('A country such as US, a part of one such as US-IL, or "*"'),
  name: localized,
  peer_run: z.boolean(),
  channels,
  hours: localized,
  languages: z.array(language).min(1),
  emergency_services: contactsEmergencyServices.describe('Whether they may send police or an ambulance'),
  policy_url: policyUrl,
  last_verified: lastVerified.describe('The day somebody tried it out; leave it out while nobody has'),
  verified_by: sentence.optional(),
})

export function supportEntryOf(authored: z.infer<typeof authoredSupportEntry>): SupportEntry {
  const { peer_run, emergency_services, policy_url, last_verified, verified_by, ...same } = authored
  return {
    ...same,
    peerRun: peer_run,
    contactsEmergencyServices: emergency_services,
    ...(policy_url === undefined ? {} : { policyUrl: policy_url }),
    ...(last_verified === undefined ? {} : { lastVerified: last_verified }),
    ...(verified_by === undefined ? {} : { verifiedBy: verified_by }),
  }
}
