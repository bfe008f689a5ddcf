import * as z from 'zod'
import { sha256Hex } from '#shared/survey/ids.ts'
import type { SurveyVersion } from '#shared/survey/survey.ts'
import type { KeepingLog } from '../repositories.ts'
import { text, whole } from './attributes.ts'
import { collect } from './collect.ts'
import type { Item, Table } from './dynamodb-table.ts'

const ABSENT = { expression: 'attribute_not_exists(pk)' }

const day = text.pipe(z.iso.date())
const version = { survey: text, sha256: text.pipe(sha256Hex) }
const opened = z
  .object({ ...version, since: day })
  .transform(({ survey, sha256, since }) => ({ version: { id: survey, hash: sha256 }, day: since }))
const deleted = z
  .object({ ...version, what: text.pipe(z.enum(['answers', 'stories'])), since: day, about: whole })
  .transform(({ survey, sha256, since, ...rest }) => ({ version: { id: survey, hash: sha256 }, day: since, ...rest }))

const counted = z
  .object({ ...version, since: day, about: whole })
  .transform(({ survey, sha256, since, about }) => ({ version: { id: survey, hash: sha256 }, day: since, from: about }))

const openedAs = z.object({ as: text.pipe(z.enum(['trial', 'real'])) })
const seen = z.object({ since: day }).transform(({ since }) => since)
const LATEST: Item = { pk: { S: 'clock' }, sk: { S: 'latest' } }

/** In the community table: one small line a version under `opened`, `opened as` and `participation`, up to two under `deleted`, and one line under `clock`. (`day` is a word the database keeps for itself.) */
export function keepingLogOn(table: Table): KeepingLog {
  return {
    async markOpened(version, day) {
      const earlier = { expression: `${ABSENT.expression} OR since > :since`, values: { ':since': { S: day } } }
      await table.put({ ...lineOf('opened', version), since: { S: day } }, earlier)
    },

    async noteOpeningAs(version, as) {
      const line = keyOf('opened as', version)
      if (await table.put({ ...line, as: { S: as } }, ABSENT)) return as
      return openedAs.parse(await table.get(line)).as
    },

    async openedAs(version) {
      const item = await table.get(keyOf('opened as', version))
      return item && openedAs.parse(item).as
    },

    openings: () => collect(table, 'opened', 'survey, sha256, since', opened),

    async noteDeletion({ version, what, day, about }) {
      const line = { what: { S: what }, since: { S: day }, about: { N: String(about) } }
      await table.put({ ...lineOf('deleted', version, `#${what}`), ...line }, ABSENT)
    },

    async latestDay() {
      const item = await table.get(LATEST)
      return item && seen.parse(item)
    },

    async sawDay(day) {
      const later = { expression: `${ABSENT.expression} OR since < :since`, values: { ':since': { S: day } } }
      await table.put({ ...LATEST, since: { S: day } }, later)
    },

    async confirmDay(day) {
      await table.put({ ...LATEST, since: { S: day } })
    },

    async noteParticipation({ version, day, from }, week) {
      const earlier = { expression: `${ABSENT.expression} OR since < :week`, values: { ':week': { S: week } } }
      await table.put({ ...lineOf('participation', version), since: { S: day }, about: { N: String(from) } }, earlier)
    },

    participation: () => collect(table, 'participation', 'survey, sha256, since, about', counted),

    deletions: () => collect(table, 'deleted', 'survey, sha256, what, since, about', deleted),
  }
}

function lineOf(pk: 'opened' | 'deleted' | 'participation', version: SurveyVersion, more = ''): Item {
  return { ...keyOf(pk, version, more), survey: { S: version.id }, sha256: { S: version.hash } }
}

function keyOf(pk: 'opened' | 'opened as' | 'deleted' | 'participation', { id, hash }: SurveyVersion, more = ''): Item {
  return { pk: { S: pk }, sk: { S: `${id}#${hash}${more}` } }
}
