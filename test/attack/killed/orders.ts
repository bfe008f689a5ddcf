import * as z from 'zod'

const version = z.object({ id: z.string(), hash: z.string() })

/** The orders to the deployment that is to be killed. */
export const order = z.discriminatedUnion('order', [
  z.object({ order: z.literal('open'), version, bytes: z.base64() }),
  z.object({ order: z.literal('tabulate'), version }),
  /** Its time is over: as if it had been opened years ago. */
  z.object({ order: z.literal('expire'), version }),
  z.object({ order: z.literal('stop') }),
])
export type Order = z.infer<typeof order>

/** And what it says. */
export const done = z.discriminatedUnion('did', [
  z.object({ did: z.literal('serve'), origin: z.url() }),
  z.object({ did: z.literal(['open', 'tabulate', 'expire']) }),
  z.object({ did: z.literal('stop'), deletions: z.array(z.object({ hash: z.string(), what: z.literal(['answers', 'stories']) })) }),
  /** An order, or something that nobody ordered. */
  z.object({ did: z.literal('fail'), order: z.literal(['open', 'tabulate', 'expire', 'stop']).optional(), message: z.string() }),
])
export type Done = z.infer<typeof done>
