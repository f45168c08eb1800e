import { defineConfig } from 'vitest/config';

/** Tests that watch how a module calls the system, and those whose processes end with their file. */
const alone = ['src/storage/sqlite/*.test.ts', 'test/cli/*.test.ts'];

export default defineConfig({
  test: {
    globalSetup: ['test/required-tools.ts', 'test/postgres/setup.ts'],
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    reporters: ['dot'],
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: alone,
          // Files of one worker share what they import, which takes longer than most of them.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
  },
});
