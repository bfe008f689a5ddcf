import { type Capacity, callsAtOnce } from '../capacity.ts'
import type { FunctionName } from '../topology.ts'
import { AT_ONCE } from './state-machine-definition.ts'

/** Readers of what is published: most of their requests take some milliseconds. */
const READERS_AT_ONCE = 20

/** The number of calls of each function that run at once: a burst of people sending, a board that meets, and every shard of a workflow with one or two to spare. */
export function atOnce(capacity: Capacity): Readonly<Record<FunctionName, number>> {
  return {
    respond: callsAtOnce(capacity),
    console: 10,
    tabulate: AT_ONCE + 2,
    retain: AT_ONCE + 1,
    publish: AT_ONCE + 1,
    findings: READERS_AT_ONCE,
  }
}
