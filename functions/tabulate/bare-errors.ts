import { bareErrorsOf } from '#functions/bare-errors.ts'
import type { Log } from '#shared/log.ts'

export const bareErrors = (log: Log) => bareErrorsOf(log, 'tabulate', 'the tabulation failed')
