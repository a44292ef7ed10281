import { configDefaults, defineConfig } from 'vitest/config'

/** `make test-slow`: what takes a quarter of a minute or more, such as commands that are stopped and started again. */
const SLOW = 'test/**/*.slow.test.ts'

/** Files that change or share what a process has once: folders that are removed at their end, and modules that they replace. */
const ISOLATED = [
  'test/generators/tokens/gguf/*.test.ts',
  'test/pipeline/index/edited-meanwhile.test.ts',
  'test/cli/lazy-loading.test.ts',
]

const common = {
  pool: 'forks',
  // Vitest leaves one core free, which halves the speed on two.
  maxWorkers: '100%',
  testTimeout: 30_000,
  setupFiles: 'test/property-seed.ts',
} as const

export default defineConfig({
  test: {
    ...common,
    projects: [
      {
        test: {
          ...common,
          name: 'quick',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, SLOW, ...ISOLATED],
          // A process for each file would load the same modules 300 times: that took half of all processor time.
          isolate: false,
        },
      },
      { test: { ...common, name: 'isolated', include: ISOLATED } },
      { test: { ...common, name: 'slow', include: [SLOW] } },
    ],
  },
})
