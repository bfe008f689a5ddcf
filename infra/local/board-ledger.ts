import { connectLedger } from '#shared/storage/dynamodb/connect-ledger.ts'
import type { Ledger } from '#shared/storage/ledger-repository.ts'
import type { Deployment } from './local-deployment.ts'

/** The board's ledger of a deployment, with the steward's access. */
export function ledgerOf({ stewardEnvironment }: Deployment): Ledger {
  const { CHORUS_TABLE_COMMUNITY: community = '', AWS_ENDPOINT_URL: endpoint, AWS_REGION: region = '' } = stewardEnvironment
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = stewardEnvironment
  return connectLedger({ tables: { community }, endpoint, region, credentials: { accessKeyId, secretAccessKey } })
}
