import { valuesOf } from '../synthesised.ts'
import { change, type Rule, set } from './rule.ts'

const DISTRIBUTION = 'AWS::CloudFront::Distribution'
const FUNCTION = 'AWS::Lambda::Function'
const SECRET = 'AWS::SecretsManager::Secret'
const HEADERS = 'DistributionConfig.Origins.0.OriginCustomHeaders'

/** A reference that CloudFormation follows when it deploys, to a secret of ours. */
const REFERENCE =
  /^\{"Fn::Join":\["",\["\{\{resolve:secretsmanager:",\{"Fn::ImportValue":"[^"]*EdgeKey\d+Secret[^"]*"\},":SecretString:::\}\}"\]\]\}$/

export const pastTheEdge: Rule = {
  promise: 'nothing reaches a page past CloudFront: it shows a key that the service made, and every function that people reach knows it',
  broken: (stage) => [
    ...stage.ofType(DISTRIBUTION).flatMap(([id, { Properties }]) => {
      const origins = valuesOf('Origins', Properties).flatMap((each) => (Array.isArray(each) ? each : []))
      const shown = origins.map(({ OriginCustomHeaders: headers = [] }) =>
        headers.find((each: object) => Object(each).HeaderName === 'x-chorus-edge'),
      )
      return [
        ...(origins.length > 0 ? [] : [`${id} has no origin`]),
        ...shown
          .filter((each) => !REFERENCE.test(JSON.stringify(each?.HeaderValue) ?? ''))
          .map(() => `${id} shows no key, or has it written in it`),
      ]
    }),
    ...reachedIn(stage.ofType('AWS::Lambda::Permission').map(([, { Properties }]) => Properties)).flatMap((id) => {
      const known = Object(Object(stage.find(id).Properties.Environment).Variables).CHORUS_SECRET_EDGE_KEY
      return /^EdgeKey\d+Secret$/.test(Object(known).Ref ?? '') ? [] : [`${id} knows no key`]
    }),
    ...stage
      .ofType(SECRET)
      .filter(([id, { Properties }]) => id.startsWith('EdgeKey') && !Properties.GenerateSecretString)
      .map(([id]) => `${id} is not made by the service`),
  ],
  attacks: {
    'CloudFront shows no key': change(DISTRIBUTION, set(HEADERS, [])),
    'the key is written in the template': change(
      DISTRIBUTION,
      set(HEADERS, [{ HeaderName: 'x-chorus-edge', HeaderValue: 'a'.repeat(64) }]),
    ),
    'the key is one that somebody typed': change(
      DISTRIBUTION,
      set(HEADERS, [{ HeaderName: 'x-chorus-edge', HeaderValue: '{{resolve:ssm:edge}}' }]),
    ),
    'a function does not know the key': change(FUNCTION, set('Environment.Variables.CHORUS_SECRET_EDGE_KEY', undefined), 'Console'),
    'a function is given the key in plain text': change(
      FUNCTION,
      set('Environment.Variables.CHORUS_SECRET_EDGE_KEY', 'a'.repeat(64)),
      'Findings',
    ),
    'a person makes the key': change(SECRET, set('GenerateSecretString', undefined), 'EdgeKey'),
  },
}

/** Logical ids of the functions that the API may call. */
function reachedIn(permissions: readonly Record<string, unknown>[]): string[] {
  return [...new Set(permissions.map(({ FunctionName }) => String(Object(FunctionName)['Fn::GetAtt']?.[0])))]
}
