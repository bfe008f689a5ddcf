import type { Policy } from '#shared/disclosure/policy.ts'

/** The way in which the numbers of a report differ from the true ones, as its pages say it. */
export type Perturbation = 'rounded' | 'changed' | 'exact' | 'noisy'

const BY_PROFILE: Readonly<Record<Policy['profile'], Perturbation>> = {
  rounded: 'rounded',
  careful: 'rounded',
  small: 'rounded',
  ckm: 'changed',
  'exact-closed': 'exact',
  dp: 'noisy',
}

export function perturbationOf({ profile }: Pick<Policy, 'profile'>): Perturbation {
  return BY_PROFILE[profile]
}
