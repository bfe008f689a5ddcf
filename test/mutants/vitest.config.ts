import { defineConfig } from 'vitest/config'

/** The tests that a mutant of a gate has to get past: those that say what the gate does, and none that search for minutes. */
export default defineConfig({
  test: {
    include: [
      'test/unit/governance/*.test.ts',
      'test/unit/consent/{agreed,record}.test.ts',
      'test/unit/disclosure/{thresholds,rounding}.test.ts',
    ],
    exclude: ['test/unit/governance/{model,many-entries,publication}.test.ts'],
    testTimeout: 60_000,
  },
})
