import { sum } from '#shared/sum.ts'
import { ONE_PAGE_VISIT } from '../../capacity.ts'
import { costOf, ROTATED } from './model.ts'
import { PRICES_OF } from './prices.ts'

const RESPONDENTS = [0, 100, 10_000, 100_000, 1_000_000, 10_000_000]

/** The cost model as the Markdown table of docs/deploy.md. */
export function costTable(): string {
  const columns = RESPONDENTS.map((each) => costOf(each))
  const services = Object.keys(columns[0] ?? {})
  const total = columns.map(sumOfServices)
  const onOnePage = RESPONDENTS.map((each) => sumOfServices(costOf(each, ONE_PAGE_VISIT)))
  const row = (name: string, values: readonly number[]) => `| ${[name, ...values.map(dollars)].join(' | ')} |`
  return [
    `| dollars a month (prices of ${PRICES_OF}) | ${RESPONDENTS.map((each) => `${each.toLocaleString('en')} people`).join(' | ')} |`,
    `|---|${RESPONDENTS.map(() => '--:|').join('')}`,
    ...services.map((service) =>
      row(
        service,
        columns.map((column) => column[service] ?? 0),
      ),
    ),
    row('**together**', total),
    row('with all questions on one page', onOnePage),
    row(
      'and from the third year on',
      total.map((each) => each + ROTATED),
    ),
  ].join('\n')
}

function sumOfServices(column: Readonly<Record<string, number>>): number {
  return sum(Object.values(column))
}

function dollars(amount: number): string {
  return amount > 0 && amount < 0.01 ? '< 0.01' : amount.toFixed(2)
}
