import type { Duration } from 'aws-cdk-lib'
import { Dashboard, GraphWidget, TextWidget } from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import type { ComputeStack } from '../stacks/compute.ts'

const ABOUT = [
  '## Is it working?',
  'Sums of a whole day, of failures and of how long pages take. How many people come is not here: while a survey is open,',
  'nobody watches the counter. Nothing on this page is about a person.',
].join('\n')

/** Failures and slowness by the day. No count of visits, and nothing from a log. */
export class StewardsDashboard extends Dashboard {
  constructor(scope: Construct, id: string, { name, compute, period }: { name: string; compute: ComputeStack; period: Duration }) {
    super(scope, id, { dashboardName: name })
    const made = [...compute.functions.values()]
    this.addWidgets(new TextWidget({ markdown: ABOUT, width: 24, height: 3 }))
    this.addWidgets(
      new GraphWidget({ title: 'Pages that failed', left: [compute.api.metricServerError({ statistic: 'Sum', period })], width: 8 }),
      new GraphWidget({
        title: 'Functions that failed',
        left: made.map((each) => each.metricErrors({ statistic: 'Sum', period })),
        width: 8,
      }),
      new GraphWidget({
        title: 'How long a call takes, p99',
        left: made.map((each) => each.metricDuration({ statistic: 'p99', period })),
        width: 8,
      }),
    )
  }
}
