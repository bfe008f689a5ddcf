import { type Stack, Validations } from 'aws-cdk-lib'
import { keysOf } from '../keys-of.ts'
import { workflowNameOf } from './names.ts'
import type { Config } from './stage-config.ts'
import type { Stacks } from './stage-stacks.ts'

/** `rule` is the name of a rule of AwsSolutions. */
type Acknowledgement = { readonly rule: string; readonly reason: string }

const NO_ADDRESSES =
  'An access log stores the address and the time of every person who answers. We promise to hold neither; test/infra/aws/rules/no-access-log.ts holds that no log is ever turned on.'

const bucketLogs = { rule: 'S1', reason: NO_ADDRESSES }

/** Rules of AwsSolutions that we do not follow, by stack, each with why. A rule that is not listed here fails the synthesis. */
const ACKNOWLEDGED: Readonly<Record<keyof Stacks, readonly Acknowledgement[]>> = {
  data: [
    bucketLogs,
    {
      rule: 'SMG4',
      reason:
        'The pepper keys receipt codes and the study key keys rounding: with another one, nobody could take an answer back and two releases could be compared to find a person. They must not rotate; docs/deploy.md says what may.',
    },
    {
      rule: 'IAM5[Resource::<PartialsBucket.Arn>/*]',
      reason: 'Partial results have random names; the right is for objects of this one bucket, which forgets them after a day.',
    },
    {
      rule: 'IAM5[Resource::<CandidatesBucket.Arn>/*]',
      reason:
        'Candidates are named by their own hash, which nobody knows before they are made; the right is for objects of this one bucket.',
    },
    {
      rule: 'IAM5[Resource::<CandidatesBucket.Arn>/*/candidate-*]',
      reason:
        'A candidate with quotes, or with the words of the board, lies beside the counted one, under its own hash. The list of what was counted is refused by its name.',
    },
    {
      rule: 'IAM5[Resource::<FindingsBucket.Arn>/*]',
      reason: 'What is published is named by its own hash and by the ledger; the right is for objects of this one bucket.',
    },
  ],
  compute: [
    { rule: 'APIG1', reason: NO_ADDRESSES },
    { rule: 'APIG4', reason: 'People answer without an account: having one would identify them. The link is open on purpose.' },
    {
      rule: 'SMG4',
      reason:
        "The edge's key is made anew by a number in the stage's file, so that functions know it before CloudFront shows it (docs/deploy.md).",
    },
    {
      rule: 'SF1',
      reason:
        'The history of a run is kept by Step Functions for 90 days, with encrypted counts. A second copy in a log would serve nobody.',
    },
    {
      rule: 'SF2',
      reason: 'A trace follows single requests through services. We follow nobody; tests hold that tracing is off everywhere.',
    },
  ],
  edge: [
    { rule: 'CFR1', reason: 'Nobody is shut out by the country they are in: support and answers are for anybody who has the link.' },
    {
      rule: 'CFR2',
      reason:
        'A firewall decides by address, counts addresses and keeps samples of requests. Floods are met by throttling everybody together.',
    },
    { rule: 'CFR3', reason: NO_ADDRESSES },
  ],
  watch: [],
  guard: [],
}

/** CloudFront's own name allows old TLS, and only a certificate of our own changes that. */
const WITHOUT_DOMAIN = {
  rule: 'CFR4',
  reason:
    'Only where a stage has no domain yet: its cloudfront.net name accepts old TLS. With a domain it is TLS 1.2 and this is not acknowledged.',
}

/** Accepts a star in the steward's right to read runs: a run gets its name when it begins. */
function ofRuns(config: Config): Acknowledgement {
  const { account = '<AWS::AccountId>', region } = config
  return {
    rule: `IAM5[Resource::arn:<AWS::Partition>:states:${region}:${account}:execution:${workflowNameOf(config, 'tabulation')}:*]`,
    reason:
      'Nobody knows the name of a run before it begins; the right is to see what went into and came out of runs of this one workflow.',
  }
}

export function acknowledge(stacks: Stacks, config: Config): void {
  const { domain } = config
  for (const name of keysOf(ACKNOWLEDGED)) accept(stacks[name], ACKNOWLEDGED[name])
  accept(stacks.compute, [ofRuns(config)])
  if (!domain) accept(stacks.edge, [WITHOUT_DOMAIN])
}

function accept(stack: Stack, rules: readonly Acknowledgement[]): void {
  for (const { rule, reason } of rules) Validations.of(stack).acknowledge({ id: `AwsSolutions::AwsSolutions-${rule}`, reason })
}
