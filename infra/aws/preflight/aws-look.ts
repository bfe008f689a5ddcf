import { ACMClient, DescribeCertificateCommand } from '@aws-sdk/client-acm'
import { GetAccountSettingsCommand, GetFunctionConcurrencyCommand, LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda'
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { type Concurrency, type Look, NoAnswer } from './look.ts'

/** Names of errors that say that credentials are missing, have expired or do not hold. */
const NO_CREDENTIALS = [
  'CredentialsProviderError',
  'TokenProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'SignatureDoesNotMatch',
]

const PATIENCE = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2000, requestTimeout: 10_000, throwOnRequestTimeout: true },
} as const

/** Asks AWS itself, with the credentials of the environment. */
export function awsLook(): Look {
  return {
    async account(region) {
      const client = new STSClient({ region, ...PATIENCE })
      return client.send(new GetCallerIdentityCommand({})).then(({ Account }) => Account, noneIf(NO_CREDENTIALS))
    },

    async bootstrapVersion(region, qualifier) {
      const client = new SSMClient({ region, ...PATIENCE })
      const asked = client.send(new GetParameterCommand({ Name: `/cdk-bootstrap/${qualifier}/version` }))
      return asked.then(({ Parameter }) => Number(Parameter?.Value ?? Number.NaN), noneIf(['ParameterNotFound']))
    },

    async concurrency(region, functionsBegin): Promise<Concurrency> {
      const client = new LambdaClient({ region, ...PATIENCE })
      try {
        const { AccountLimit: limit } = await client.send(new GetAccountSettingsCommand({}))
        const names: string[] = []
        for await (const { Functions = [] } of paginateListFunctions({ client }, {}))
          names.push(...Functions.flatMap(({ FunctionName: name }) => (name?.startsWith(functionsBegin) ? [name] : [])))
        let ours = 0
        for (const FunctionName of names)
          ours += (await client.send(new GetFunctionConcurrencyCommand({ FunctionName }))).ReservedConcurrentExecutions ?? 0
        return { total: limit?.ConcurrentExecutions ?? 0, unreserved: limit?.UnreservedConcurrentExecutions ?? 0, ours }
      } catch (thrown) {
        throw noAnswer(thrown)
      }
    },

    async certificate(arn) {
      const client = new ACMClient({ region: 'us-east-1', ...PATIENCE })
      const asked = client.send(new DescribeCertificateCommand({ CertificateArn: arn }))
      return asked.then(
        ({ Certificate: found }) => ({ status: found?.Status ?? 'unknown', names: found?.SubjectAlternativeNames ?? [] }),
        noneIf(['ResourceNotFoundException']),
      )
    },
  }
}

/** Undefined for errors of these names. Only names are kept: what the SDK says besides may quote credentials. */
function noneIf(names: readonly string[]): (thrown: unknown) => undefined {
  return (thrown) => {
    if (thrown instanceof Error && names.includes(thrown.name)) return undefined
    throw noAnswer(thrown)
  }
}

function noAnswer(thrown: unknown): NoAnswer {
  return new NoAnswer(thrown instanceof Error ? thrown.name : 'no error')
}
