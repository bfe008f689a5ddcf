import { join } from 'node:path'
import type * as z from 'zod'
import { nextCandidate } from '#infra/local/candidates.ts'
import { startDeployment } from '#infra/local/local-deployment.ts'
import { communityOf } from '#infra/local/open-surveys.ts'
import { connectKeepingLog } from '#shared/storage/dynamodb/connect-keeping-log.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { type Done, order } from './orders.ts'

/**
 * A deployment in a process of its own, to be killed: with bundles that are there already, and without the command line,
 * which takes most of the time of `npm start`. Takes orders from the process that began it, and says when each is done.
 */
const [dataDir = '', port = '0', bundles = ''] = process.argv.slice(2)
/** Long before any promise to keep something. */
const LONG_AGO = '2020-01-01'

/** To nobody, when the process that began it has ended. */
const say = (done: Done) => process.send?.(done, () => undefined)

const deployment = await startDeployment({
  dataDir,
  port: Number(port),
  onFailure: (message) => say({ did: 'fail', message }),
  bundle: async (name) => ({ path: join(bundles, name, 'index.mjs') }),
})
say({ did: 'serve', origin: deployment.origin })

process.on('message', (message) => {
  const asked = order.parse(message)
  const told = obey(asked).finally(() => asked.order === 'stop' && setImmediate(() => process.disconnect()))
  told.then(say, (failed) => say({ did: 'fail', order: asked.order, message: String(failed) }))
})

async function obey(asked: z.infer<typeof order>): Promise<Done> {
  switch (asked.order) {
    case 'open': {
      const community = communityOf(deployment)
      await community.storeSurvey(asked.version, Buffer.from(asked.bytes, 'base64'))
      // As a trial: for real, a board would have to approve it.
      await community.open({ link: linkOf(asked.version.id), version: asked.version, trial: true })
      return { did: 'open' }
    }
    case 'tabulate':
      await nextCandidate(deployment, asked.version)
      return { did: 'tabulate' }
    case 'expire':
      await keepingLog().markOpened(asked.version, LONG_AGO)
      await deployment.runWorkflow('retention', {})
      return { did: 'expire' }
    case 'stop': {
      const deletions = await keepingLog().deletions()
      await deployment.stop()
      return { did: 'stop', deletions: deletions.map(({ version, what }) => ({ hash: version.hash, what })) }
    }
  }
}

function keepingLog() {
  const { CHORUS_TABLE_COMMUNITY: community = '', ...steward } = deployment.stewardEnvironment
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '', AWS_REGION: region = '' } = steward
  return connectKeepingLog({
    tables: { community },
    region,
    endpoint: steward.AWS_ENDPOINT_URL,
    credentials: { accessKeyId, secretAccessKey },
  })
}
