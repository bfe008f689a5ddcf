import { valuesOf } from '../synthesised.ts'
import { allAre, change, type Rule, set } from './rule.ts'

const LOG = 'AWS::Logs::LogGroup'
const FUNCTION = 'AWS::Lambda::Function'

export const logsForget: Rule = {
  promise: 'every function writes to a log of its own that forgets within 30 days',
  broken: (stage) => [
    ...allAre(stage, LOG, {
      RetentionInDays: (days: unknown) => typeof days === 'number' && days >= 1 && days <= 30,
    }),
    // One that a function does not name would be made by the platform, for ever.
    ...stage.ofType(FUNCTION).flatMap(([id, { Properties }]) => {
      const [named] = valuesOf('LogGroup', Properties)
      const own = stage.ofType(LOG).filter(([log]) => JSON.stringify(named) === JSON.stringify({ Ref: log }))
      return own.length === 1 ? [] : [`${id} has no log of its own`]
    }),
    ...(new Set(stage.ofType(FUNCTION).map(([, { Properties }]) => JSON.stringify(valuesOf('LogGroup', Properties)))).size ===
    stage.ofType(FUNCTION).length
      ? []
      : ['two functions write to one log']),
  ],
  attacks: {
    'a log remembers for 31 days': change(LOG, set('RetentionInDays', 31)),
    'a log remembers for ever': change(LOG, set('RetentionInDays', undefined)),
    'a function has no log': change(FUNCTION, set('LoggingConfig.LogGroup', undefined)),
    'a function writes to a log that is not here': change(FUNCTION, set('LoggingConfig.LogGroup', '/aws/lambda/other')),
    'two functions write to one log': (all) => {
      const [first, second] = [...all.values()].filter(({ Type }) => Type === FUNCTION)
      if (first && second) set('LoggingConfig', first.Properties.LoggingConfig)(second.Properties)
    },
  },
}
