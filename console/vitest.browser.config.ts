import { defineConfig } from 'vitest/config';

// one walk through the whole system, step after step
export default defineConfig({
  test: {
    include: ['browser/**/*.test.ts'],
    environment: 'node',
    fileParallelism: false,
    sequence: { concurrent: false },
    bail: 1,
    testTimeout: 60_000,
    hookTimeout: 240_000,
    reporters: ['verbose'],
  },
});
