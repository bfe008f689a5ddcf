// npm run mutants: each mutant is one small fault in a gate. One that no test notices is listed.
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'test/mutants/vitest.config.ts' },
  mutate: [
    'shared/governance/verdict.ts',
    'shared/consent/{agreed,notice,record}.ts',
    'shared/disclosure/{policy,print-thresholds,printable}.ts',
  ],
  coverageAnalysis: 'perTest',
  reporters: ['clear-text'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  concurrency: 2,
  thresholds: { high: 95, low: 95, break: 95 },
  tempDirName: '.mutants',
  ignorePatterns: ['.chorus', '.mutants', 'cdk.out', 'docs/images'],
  allowEmpty: false,
  // It would rewrite tsconfig.json for its copy of the checkout, by an interface that TypeScript 7 does not have; no test needs that.
  tsconfigFile: 'none',
}
