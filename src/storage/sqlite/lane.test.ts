import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import type { Records } from '../../domain/store.ts';
import { Lane } from './lane.ts';
import { migrate } from './schema.ts';

it('keeps nothing of a transaction that the engine itself has ended', async () => {
  const database = new DatabaseSync(':memory:');
  migrate(database);
  const lane = new Lane(database, 'writes');
  const put = (name: string) => (records: Records) => records.installation.putSetting(name, 'x');
  const ended = async () => {
    // As SQLite does when a page cannot be read.
    database.exec('ROLLBACK');
    throw new Error('disk I/O error');
  };
  const outcomes = await Promise.allSettled([
    lane.run(put('before')),
    lane.run(ended),
    lane.run(put('after')),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  const kept = database.prepare('select name from settings');
  expect(kept.all()).toEqual([]);
  await lane.run(put('next'));
  expect(kept.all()).toMatchObject([{ name: 'next' }]);
  database.close();
});
