import type { PurposeId } from '#shared/survey/survey.ts'
import type { ConsentNotice } from './notice.ts'
import type { ConsentRecord } from './record.ts'
import { startOfWeek } from './weeks.ts'

/** A consent record as JSON-LD: ISO/IEC TS 27560:2023 by way of the W3C's Data Privacy Vocabulary. */
export type DpvRecord = Readonly<Record<string, unknown>>

const CONTEXT = { dpv: 'https://w3id.org/dpv#', dct: 'http://purl.org/dc/terms/', xsd: 'http://www.w3.org/2001/XMLSchema#' }

/**
 * `recordId` is random and made for this one writing-out: what is stored has no number of its own, and two copies of a
 * record cannot be told to be the same one. docs/consent.md maps every field.
 */
export function toDpv({ textHash, given, week }: ConsentRecord, notice: ConsentNotice, recordId: string): DpvRecord {
  const text = (value: string) => ({ '@value': value, '@language': notice.lang })
  return {
    '@context': CONTEXT,
    '@type': 'dpv:ConsentRecord',
    'dct:conformsTo': 'ISO/IEC TS 27560:2023',
    'dct:hasVersion': notice.schema,
    'dct:identifier': recordId,
    // ISO asks for an id of the person. There is none: the record's own stands in its place, and leads to nobody.
    'dpv:hasDataSubject': { '@type': 'dpv:DataSubject', 'dct:identifier': recordId },
    'dpv:hasNotice': {
      '@type': 'dpv:ConsentNotice',
      'dct:identifier': `sha256:${textHash}`,
      'dct:hasVersion': notice.version,
      'dct:language': notice.lang,
      'dct:description': notice.summary.map(text),
    },
    'dpv:hasProcess': notice.purposes.map((purpose) => processOf(purpose, given.includes(purpose.id), week, notice)),
  }
}

type Purpose = ConsentNotice['purposes'][number]

const PURPOSES: Readonly<Record<PurposeId, string>> = {
  aggregate: 'dpv:NonCommercialResearch',
  quote: 'dpv:PublicBenefit',
  future_reuse: 'dpv:NonCommercialResearch',
}

/** Each purpose is a process of its own, as each is agreed to on its own. */
function processOf({ id, text, required }: Purpose, isGiven: boolean, week: number, notice: ConsentNotice): DpvRecord {
  const { controller, data, storage, recipients, jurisdiction, retention, withdrawal, rights, complaint, minAge } = notice
  return {
    '@type': 'dpv:Process',
    'dct:identifier': id,
    'dpv:hasPurpose': { '@type': PURPOSES[id], 'dct:description': text },
    'dpv:hasNecessity': required ? 'dpv:Required' : 'dpv:Optional',
    'dpv:hasPersonalData': data.map((each) => ({ '@type': 'dpv:PersonalData', 'dct:description': each })),
    'dpv:hasDataController': {
      '@type': 'dpv:DataController',
      'dpv:hasName': controller.name,
      'dpv:hasContact': controller.contact,
      'dpv:isGovernedBy': controller.board,
    },
    'dpv:hasStorageCondition': [
      ...storage.map(({ region, processor }) => ({
        '@type': 'dpv:StorageLocation',
        'dct:description': region,
        'dpv:hasDataProcessor': processor,
      })),
      { '@type': 'dpv:StorageDuration', 'dpv:hasDuration': days(id === 'quote' ? retention.storyDays : retention.rawDays) },
    ],
    'dpv:hasRecipient': recipients,
    'dpv:hasJurisdiction': jurisdiction,
    'dpv:hasRight': [...rights, complaint],
    'dpv:hasLegalBasis': {
      '@type': 'dpv:ExplicitlyExpressedConsent',
      'dpv:hasConsentStatus': isGiven ? 'dpv:ConsentGiven' : 'dpv:ConsentRefused',
      // The week's Monday: no finer day is known.
      'dpv:isIndicatedAtTime': { '@type': 'xsd:date', '@value': startOfWeek(week).toISOString().slice(0, 10) },
      'dpv:hasIndicationMethod': 'web-form-checkbox, nothing ticked beforehand',
      'dpv:hasConsentControl': {
        '@type': 'dpv:WithdrawConsent',
        'dct:description': [withdrawal.how, withdrawal.until],
        'dpv:hasDuration': days(retention.codeDays),
      },
      'dpv:hasCondition': `minimum age ${minAge}`,
    },
  }
}

function days(count: number): DpvRecord {
  return { '@type': 'xsd:duration', '@value': `P${count}D` }
}
