import { allAre, change, leave, present, type Rule, set } from './rule.ts'

const KEY = 'AWS::KMS::Key'

export const keysCared: Rule = {
  promise: 'every key rotates by itself once a year, is there for one region, and takes a month to delete',
  broken: (stage) => [
    ...allAre(stage, KEY, {
      EnableKeyRotation: true,
      RotationPeriodInDays: 365,
      PendingWindowInDays: 30,
      MultiRegion: (value: unknown) => value !== true,
      Enabled: (value: unknown) => value !== false,
      KeyPolicy: present,
      BypassPolicyLockoutSafetyCheck: (value: unknown) => value !== true,
    }),
    ...stage
      .ofType(KEY)
      .filter(
        ([, { DeletionPolicy, UpdateReplacePolicy }]) => DeletionPolicy !== 'RetainExceptOnCreate' || UpdateReplacePolicy !== 'Retain',
      )
      .map(([id]) => `${id} is not kept`),
  ],
  attacks: {
    'a key does not rotate': change(KEY, set('EnableKeyRotation', false)),
    'a key is gone in a week': change(KEY, set('PendingWindowInDays', 7)),
    'a key can be copied to another region': change(KEY, set('MultiRegion', true)),
    'a key goes with its stack': change(KEY, leave),
  },
}
