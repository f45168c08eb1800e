import { join } from 'node:path';
import { Command } from 'commander';
import { dataDirectoryAt, masterKey, UnusableData } from '../runtime/data-directory.ts';
import { vaultUnder } from '../runtime/vault.ts';
import type { MovedTable } from '../storage/index.ts';
import { UsageError } from './failure.ts';
import { progressOf } from './long-work.ts';
import {
  type DataSettings,
  isPostgresUrl,
  requireNoDatabase,
  withDataOptions,
} from './settings.ts';
import { table } from './table.ts';

/** `atelier move-store`: from a data directory into PostgreSQL, wholly or not at all. */
export function moveStoreCommand(): Command {
  return withDataOptions(new Command('move-store'))
    .description('copy the data of a directory into an empty PostgreSQL database')
    .requiredOption('--to <url>', 'the database: postgres://user@host:port/name')
    .option('--json', 'print JSON', false)
    .action(moveStore);
}

interface MoveSettings extends DataSettings {
  readonly to: string;
  readonly json: boolean;
}

async function moveStore(settings: MoveSettings): Promise<void> {
  requireNoDatabase(settings);
  const { data, masterKeyFile, to, json } = settings;
  if (!isPostgresUrl(to)) {
    throw new UsageError('--to must be a URL such as postgres://user@host:5432/name');
  }
  const { holdStill, lockDirectory, moveToPostgres, shownUrl } = await import(
    '../storage/index.ts'
  );
  const { requireRightVault } = await import('../open-data.ts');
  const { used, path, databaseFile } = dataDirectoryAt(data);
  if (!used) throw new UnusableData(`${path} holds no data to move`);

  const lock = lockDirectory(path);
  try {
    const key = masterKey(masterKeyFile ?? join(path, 'master.key'), false);
    const source = holdStill(databaseFile);
    try {
      await requireRightVault(source, vaultUnder(key));
      const moved = await moveToPostgres(source.rows, to, {
        onCopied: progressOf('copied', 'rows'),
        onReadBack: progressOf('read back', 'rows'),
      });
      const place = shownUrl(to);
      process.stdout.write(
        json ? `${JSON.stringify(moved, null, 2)}\n` : report(moved, path, place),
      );
    } finally {
      source.close();
    }
  } finally {
    lock.release();
  }
}

function report(moved: readonly MovedTable[], path: string, place: string): string {
  const replaced = moved.filter((each) => each.replaced > 0);
  const told = replaced.map((each) => `${each.replaced} rows of ${each.table}`).join(', ');
  return [
    table(
      moved.map(({ table: name, rows, checksum }) => ({ table: name, rows, sha256: checksum })),
    ),
    `${place} holds the same as ${path}, table by table.\n`,
    ...(told === ''
      ? []
      : [`But for U+0000, which PostgreSQL has not and which is U+FFFD there: in ${told}.\n`]),
    'Serve it with --database and the same --data, for its master.key and repositories: atelier.db there stays behind.\n',
  ].join('');
}
