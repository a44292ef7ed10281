import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    pool: 'forks',
    // Vitest leaves one core free, which halves the speed on two.
    maxWorkers: '100%',
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
  },
})
