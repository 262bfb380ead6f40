import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // A synthesis or the first start of an engine may take seconds on a busy machine; nothing here waits for time.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Much of a test's time is other processes' (browsers, engines), so that one worker would leave a second core idle.
    maxWorkers: 2,
    env: { CDK_VALIDATION: 'false', POWERTOOLS_DEV: 'false', AWS_REGION: 'us-east-1' },
  },
})
