import * as z from 'zod'

/** The shape of attributes that come back from a table: parsed, never trusted. */
export const bytes = z.object({ B: z.instanceof(Uint8Array) }).transform(({ B }) => new Uint8Array(B.buffer, B.byteOffset, B.byteLength))
export const text = z.object({ S: z.string() }).transform(({ S }) => S)
export const whole = z.object({ N: z.string().regex(/^\d{1,15}$/) }).transform(({ N }) => Number(N))
