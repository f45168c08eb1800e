import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Tests that watch how a module calls the system, and those whose processes end with their file. */
const alone = ['src/storage/sqlite/*.test.ts', 'test/cli/*.test.ts'];

/** Those that take longest: were one of them the last to begin, the other workers would wait for it. */
const longest =
  /^(permission\/every-operation|crash\/(disk|kill)|concurrency|fuzz|cli\/(beside|snapshot|first))/;

/** A clone has no times of an earlier run by which Vitest would find the order. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const tests = `${import.meta.dirname}/test/`;
    const isLong = ({ moduleId }: TestSpecification) => longest.test(moduleId.replace(tests, ''));
    const { long = [], short = [] } = Object.groupBy(await super.sort(files), (file) =>
      isLong(file) ? 'long' : 'short',
    );
    return [...long, ...short];
  }
}

export default defineConfig({
  test: {
    globalSetup: ['test/required-tools.ts', 'test/postgres/setup.ts'],
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
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
