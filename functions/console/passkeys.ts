import * as z from 'zod'
import { base64url } from '#shared/base64url.ts'
import type { Person } from '#shared/governance/charter.ts'
import { type Assertion, isAssertionOf } from '#shared/governance/passkey.ts'
import { type Passkey, publicKey } from '#shared/governance/signing-keys.ts'
import type { Place } from './origin.ts'

const ES256 = -7
const LONGEST = 4096

const made = z.object({ credential: base64url(16, 1023), clientData: base64url(1, LONGEST), attestation: base64url(1, LONGEST * 4) })

/** The public half of a passkey that was made for this challenge at this place; undefined when it was not. */
export async function passkeyMade(form: URLSearchParams, challenge: string, { origin, site }: Place): Promise<Passkey | undefined> {
  const read = made.safeParse(Object.fromEntries(form))
  if (!read.success) return undefined
  const { credential, clientData, attestation } = read.data
  // Only a person who enrols needs it, and it is a sixth of the function.
  const [{ verifyRegistrationResponse }, { cose, decodeCredentialPublicKey }] = await Promise.all([
    import('@simplewebauthn/server'),
    import('@simplewebauthn/server/helpers'),
  ])
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: {
        id: credential,
        rawId: credential,
        type: 'public-key',
        clientExtensionResults: {},
        response: { clientDataJSON: clientData, attestationObject: attestation },
      },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: site,
      requireUserVerification: true,
      supportedAlgorithmIDs: [ES256],
    })
    if (!verified) return undefined
    const decoded = decodeCredentialPublicKey(registrationInfo.credential.publicKey)
    if (!cose.isCOSEPublicKeyEC2(decoded)) return undefined
    const [x, y] = [decoded.get(cose.COSEKEYS.x), decoded.get(cose.COSEKEYS.y)].map((part) => Buffer.from(part ?? []).toString('base64url'))
    const key = publicKey.safeParse({ kind: 'passkey', credential, x, y, site, origin })
    return key.success && key.data.kind === 'passkey' ? key.data : undefined
  } catch {
    // Bytes that are no registration at all are refused in the same way as one that does not fit.
    return undefined
  }
}

const given = z.object({
  credential: base64url(16, 1023),
  authenticatorData: base64url(37, LONGEST),
  clientData: base64url(1, LONGEST),
  value: base64url(8, 80),
})

/** A passkey's answer, as the form brings it; undefined when there is none. */
export function assertionIn(form: URLSearchParams): (Assertion & { readonly credential: string }) | undefined {
  return given.safeParse(Object.fromEntries(form)).data
}

/** Finds the person who holds the passkey that answered this challenge. */
export function holderOf(people: readonly Person[], form: URLSearchParams, challenge: string): Person | undefined {
  const answer = assertionIn(form)
  const person = answer && people.find(({ key }) => key.kind === 'passkey' && key.credential === answer.credential)
  if (!answer || person?.key.kind !== 'passkey') return undefined
  try {
    return isAssertionOf(person.key, challenge, answer) ? person : undefined
  } catch {
    return undefined
  }
}
