import { a0Format } from './a0-format.ts'
import { a1Width } from './a1-width.ts'
import { a2Attribute } from './a2-attribute.ts'
import { a3Differencing } from './a3-differencing.ts'
import { a4Withdrawal } from './a4-withdrawal.ts'
import { a5Insiders } from './a5-insiders.ts'
import { a6Injection } from './a6-injection.ts'
import { a7Codebook } from './a7-codebook.ts'
import { a8Reconstruction } from './a8-reconstruction.ts'
import { a9Leakage } from './a9-leakage.ts'
import type { Check } from './check.ts'

/** Every check of the audit, in order. */
export const CHECKS: readonly Check[] = [
  a0Format,
  a1Width,
  a2Attribute,
  a3Differencing,
  a4Withdrawal,
  a5Insiders,
  a6Injection,
  a7Codebook,
  a8Reconstruction,
  a9Leakage,
]
