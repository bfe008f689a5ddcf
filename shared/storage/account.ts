import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { StorageError } from './error.ts'

/** The account of the credentials in the environment. Throws StorageError when there are none that hold. */
export async function accountOfCredentials(region: string): Promise<string> {
  const client = new STSClient({ region, maxAttempts: 3 })
  try {
    const { Account } = await client.send(new GetCallerIdentityCommand({}))
    if (Account) return Account
  } catch {
    // What the SDK says of credentials may quote them.
  } finally {
    client.destroy()
  }
  throw new StorageError('Unexpected', "AWS does not know the credentials here: take on the steward's role first")
}
