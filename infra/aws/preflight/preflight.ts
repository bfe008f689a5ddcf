import { RegionInfo } from 'aws-cdk-lib/region-info'
import type { ErrorCode } from '#shared/errors/error-catalogue.ts'
import { prefixOf } from '../names.ts'
import type { Config } from '../stage-config.ts'
import { type Certificate, type Look, NoAnswer } from './look.ts'

/** Something that is missing: why, and what to do, in plain sentences. */
export type Missing = { readonly code: ErrorCode; readonly message: string }

/** The version that `cdk bootstrap` has to have made; the templates ask for the same (preflight.test.ts). */
export const BOOTSTRAP_VERSION = 6

/** AWS keeps so many calls at once for functions that reserve none. */
const KEPT_BY_AWS = 100

/** Where the stack of alerts about roles is, and CloudFront's certificates, wherever the rest is. */
const GLOBAL = 'us-east-1'

/**
 * Lists everything that an account lacks for a deployment, before anything is made in it. Asks everything that can be asked, so
 * that a person sees all of it at once; what AWS does not answer counts as missing. `reserved` is how many calls at once the
 * functions will reserve.
 */
export async function whatIsMissing(config: Config, look: Look, reserved: number): Promise<readonly Missing[]> {
  if (!RegionInfo.regions.some(({ name }) => name === config.region)) return [noRegion(config)]
  // Asked where every account may ask: a region that is not turned on would call good credentials wrong.
  const account = await answered(() => look.account(GLOBAL))
  if (account instanceof NoAnswer) return [unanswered('whose credentials these are', 'sts:GetCallerIdentity', account)]
  if (account === undefined) return [NO_CREDENTIALS]
  const regions = [...new Set([config.region, GLOBAL])]
  const found = await Promise.all([
    ofAccount(config, account),
    ...regions.map((region) => ofBootstrap(config, look, account, region)),
    ofConcurrency(config, look, reserved),
    ofCertificate(config, look, account),
  ])
  return found.flat()
}

const NO_CREDENTIALS: Missing = {
  code: 'aws-credentials',
  message: 'AWS knows no credentials here, or they have expired. Sign in with the AWS command line, or name a profile: AWS_PROFILE=<name>.',
}

function noRegion({ region, stage }: Config): Missing {
  return {
    code: 'aws-region',
    message: `There is no region ${region}. Correct "region" in infra/aws/stages/${stage}.json, for example to eu-central-1.`,
  }
}

function ofAccount({ account, stage }: Config, found: string): readonly Missing[] {
  if (account === undefined || account === found) return []
  const message = `The credentials are of the account ${found}, and infra/aws/stages/${stage}.json says ${account}. Use credentials of that one, or correct the file.`
  return [{ code: 'aws-account', message }]
}

async function ofBootstrap({ bootstrapQualifier }: Config, look: Look, account: string, region: string): Promise<readonly Missing[]> {
  const version = await answered(() => look.bootstrapVersion(region, bootstrapQualifier))
  const named = bootstrapQualifier === 'hnb659fds' ? '' : ` --qualifier ${bootstrapQualifier}`
  const remedy = `Run: npx cdk bootstrap${named} aws://${account}/${region}`
  // A region that an account has not turned on knows none of its credentials.
  if (version instanceof NoAnswer && version.why === 'UnrecognizedClientException') {
    const message = `The account has not turned on the region ${region}. Turn it on in the console under Account, or choose another "region".`
    return [{ code: 'aws-region', message }]
  }
  if (version instanceof NoAnswer) return [unanswered(`whether ${region} is prepared for the CDK`, 'ssm:GetParameter', version)]
  if (version === undefined)
    return [
      {
        code: 'aws-bootstrap',
        message: `${region} is not prepared for the CDK under the name ${bootstrapQualifier} ("bootstrapQualifier"). ${remedy}`,
      },
    ]
  // What is no number is no version either.
  if (version >= BOOTSTRAP_VERSION) return []
  const message = `${region} is prepared for the CDK by version ${version}, and ${BOOTSTRAP_VERSION} is needed. ${remedy}`
  return [{ code: 'aws-bootstrap', message }]
}

async function ofConcurrency(config: Config, look: Look, reserved: number): Promise<readonly Missing[]> {
  const { region, stage } = config
  const found = await answered(() => look.concurrency(region, `${prefixOf(config)}-compute-`))
  if (found instanceof NoAnswer)
    return [unanswered('how many functions may run at once', 'lambda:GetAccountSettings, ListFunctions and GetFunctionConcurrency', found)]
  const free = found.unreserved + found.ours - KEPT_BY_AWS
  if (free >= reserved) return []
  const message =
    `The functions reserve ${reserved} calls at once and ${KEPT_BY_AWS} must be left over; the account has ${found.total} in ${region}, and others have reserved ${found.total - found.unreserved - found.ours} of them. ` +
    `Ask AWS for more under Service Quotas (Lambda, concurrent executions), or set "capacity" lower in infra/aws/stages/${stage}.json.`
  return [{ code: 'aws-concurrency', message }]
}

async function ofCertificate({ domain, stage }: Config, look: Look, account: string): Promise<readonly Missing[]> {
  if (!domain) return []
  const certificate = (why: string): readonly Missing[] => [{ code: 'aws-certificate', message: why }]
  if (domain.certificateArn.split(':')[4] !== account)
    return certificate(`The certificate of ${domain.name} is of another account. Make one in this account, in ${GLOBAL} (docs/deploy.md).`)
  const found = await answered(() => look.certificate(domain.certificateArn))
  if (found instanceof NoAnswer)
    return [unanswered(`whether the certificate of ${domain.name} is issued`, 'acm:DescribeCertificate', found)]
  if (found === undefined)
    return certificate(`There is no certificate ${domain.certificateArn}. Correct "certificateArn" in infra/aws/stages/${stage}.json.`)
  return [
    ...(found.status === 'ISSUED' ? [] : certificate(notIssued(domain, found))),
    ...(found.names.some((name) => isFor(name, domain.name))
      ? []
      : certificate(`The certificate is for ${found.names.join(', ')} and not for ${domain.name}. Make one for that name.`)),
  ]
}

function notIssued(domain: NonNullable<Config['domain']>, { status }: Certificate): string {
  const is = `The certificate of ${domain.name} is ${status} and not ISSUED.`
  if (status !== 'PENDING_VALIDATION') return `${is} Make a new one (docs/deploy.md).`
  return `${is} Add the CNAME record that this prints, and wait: aws acm describe-certificate --region ${GLOBAL} --certificate-arn ${domain.certificateArn}`
}

/** A star stands for one part of a name. */
function isFor(name: string, wanted: string): boolean {
  return name === wanted || (name.startsWith('*.') && wanted.split('.').slice(1).join('.') === name.slice(2))
}

function unanswered(what: string, right: string, { why }: NoAnswer): Missing {
  return {
    code: 'aws-unanswered',
    message: `AWS did not say ${what} (${why}). Use credentials that may ask for it (${right}), or look yourself and deploy with --no-preflight.`,
  }
}

/** Everything that is missing, a line each. */
export function missingInWords(missing: readonly Missing[]): string {
  const many = missing.length === 1 ? 'One thing is' : `${missing.length} things are`
  return [`${many} missing. Nothing was made or changed.`, ...missing.map(({ message, code }) => `  ${message} [${code}]`)].join('\n')
}

async function answered<T>(ask: () => Promise<T>): Promise<T | NoAnswer> {
  try {
    return await ask()
  } catch (thrown) {
    if (thrown instanceof NoAnswer) return thrown
    throw thrown
  }
}
