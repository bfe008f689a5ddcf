import type { Resource } from '../synthesised.ts'
import { change, leave, type Rule, set } from './rule.ts'

const FUNCTION = 'AWS::Lambda::Function'
const SECRET = 'AWS::SecretsManager::Secret'

const EDGE_KEY = /^EdgeKey\d+Secret$/

/** All but what CloudFront shows to the functions: past-the-edge.ts looks at that. */
function withoutShown(each: Resource): unknown {
  return JSON.parse(JSON.stringify(each, (name, value) => (name === 'OriginCustomHeaders' ? undefined : value)))
}

export const noSecretInSight: Rule = {
  promise: 'no secret is in an environment or a template: the service makes it, and a function is told where it is kept',
  broken: (stage) => [
    ...stage.ofType(FUNCTION).flatMap(([id, { Properties }]) => {
      const held = Object.entries(Object(Object(Properties.Environment).Variables)).filter(([name]) => name.startsWith('CHORUS_SECRET_'))
      // A reference, and no text.
      return held.filter(([, value]) => typeof value !== 'object').map(([name]) => `${id} shows ${name}`)
    }),
    ...stage
      .ofType(SECRET)
      .filter(([id, { Properties, DeletionPolicy }]) => {
        const { PasswordLength, ExcludePunctuation } = Object(Properties.GenerateSecretString)
        return (
          'SecretString' in Properties ||
          !Properties.KmsKeyId ||
          PasswordLength !== 64 ||
          !ExcludePunctuation ||
          // What the edge shows keys nothing that is kept.
          DeletionPolicy !== (EDGE_KEY.test(id) ? 'Delete' : 'RetainExceptOnCreate')
        )
      })
      .map(([id]) => `${id} is not made by the service, under a key of ours, to stay`),
    ...[...stage.all]
      .filter(([, each]) => JSON.stringify(withoutShown(each)).includes('{{resolve:'))
      .map(([path]) => `${path} has a secret put into it`),
  ],
  attacks: {
    'a function is given a secret': change(FUNCTION, set('Environment.Variables.CHORUS_SECRET_PEPPER', 'hunter2')),
    'a function is given a secret by the template': change(
      FUNCTION,
      set('Environment.Variables.OTHER', '{{resolve:secretsmanager:pepper}}'),
    ),
    'a secret is written in the template': change(SECRET, set('SecretString', 'hunter2')),
    'a secret is short': change(SECRET, set('GenerateSecretString.PasswordLength', 8)),
    'a secret has the key of AWS': change(SECRET, set('KmsKeyId', undefined)),
    'a secret goes with its stack': change(SECRET, leave, 'PepperSecret'),
  },
}
