import * as z from 'zod'
import { ConsentMismatch } from '#shared/consent/agreed.ts'
import type { LogLine } from '#shared/log.ts'
import { ClockJumped } from '#shared/retention/clock.ts'
import { DamagedResponse, StorageError } from '#shared/storage/error.ts'
import { IntegrityError } from '#shared/survey/canonical.ts'
import { OutOfTurn, Overtaken, RecordIsOlder } from './tabulate/turn.ts'

/** Gives the class of an error, from a closed list: a log says nothing else of it, as a message may quote what was read. */
export function errorClassOf(thrown: unknown): NonNullable<LogLine['error']> {
  if (thrown instanceof z.ZodError) return 'InputRefused'
  if (thrown instanceof IntegrityError || thrown instanceof DamagedResponse) return 'IntegrityError'
  if (thrown instanceof ClockJumped) return 'ClockJumped'
  if (thrown instanceof ConsentMismatch) return 'ConsentMismatch'
  if (thrown instanceof StorageError && (thrown.code === 'Throttled' || thrown.code === 'Unavailable')) return thrown.code
  if (thrown instanceof Overtaken) return 'Overtaken'
  if (thrown instanceof OutOfTurn) return 'OutOfTurn'
  if (thrown instanceof RecordIsOlder) return 'RecordIsOlder'
  return 'Unexpected'
}
