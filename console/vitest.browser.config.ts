import { defineConfig } from 'vitest/config';

import { PATIENCE } from './browser/patience.ts';

// The walks of a file run in order, the files side by side on systems that are started once.
export default defineConfig({
  test: {
    include: ['browser/**/*.test.ts'],
    globalSetup: ['browser/global.ts'],
    setupFiles: ['browser/bail.ts'],
    environment: 'node',
    pool: 'forks',
    // more than two cores keep busy: a walk waits for the system about as long as it computes
    maxWorkers: 3,
    expect: { poll: { timeout: PATIENCE, interval: 200 } },
    testTimeout: 180_000,
    hookTimeout: 180_000,
    teardownTimeout: 60_000,
    reporters: ['verbose'],
  },
});
