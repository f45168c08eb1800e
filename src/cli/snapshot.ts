import { join } from 'node:path';
import { Command } from 'commander';
import { dataDirectoryAt, masterKey, UnusableData } from '../runtime/data-directory.ts';
import { copyRepositories, withoutFiles } from '../runtime/git/index.ts';
import { beginSnapshot } from '../runtime/snapshot-directory.ts';
import { vaultUnder } from '../runtime/vault.ts';
import { version } from '../version.ts';
import { orTakenBack, progressOf } from './long-work.ts';
import { type DataSettings, requireNoDatabase, withDataOptions } from './settings.ts';
import { storedRepositories, theRepositories } from './stored-repositories.ts';

/** `atelier snapshot`: the data as it stands at one moment, also while a server is serving. */
export function snapshotCommand(): Command {
  return withDataOptions(new Command('snapshot'))
    .description('copy the data into a new directory, also while a server is serving')
    .requiredOption('--to <directory>', 'the snapshot: a directory that is not there yet')
    .option('--with-master-key', 'put the master key in it, too', false)
    .action(snapshot);
}

async function snapshot(
  settings: DataSettings & { readonly to: string; readonly withMasterKey: boolean },
): Promise<void> {
  requireNoDatabase(settings);
  const { copyDatabase, openStill } = await import('../storage/index.ts');
  const { requireRightVault } = await import('../open-data.ts');
  const { used, path, databaseFile, repositories } = dataDirectoryAt(settings.data);
  if (!used) throw new UnusableData(`${path} holds no data to take a snapshot of`);
  const key = settings.withMasterKey
    ? masterKey(settings.masterKeyFile ?? join(path, 'master.key'), false)
    : undefined;

  const made = beginSnapshot(settings.to);
  let missing: string[] = [];
  await orTakenBack(made.discard, async () => {
    const begun = new Date().toISOString();
    await copyDatabase(databaseFile, made.databaseFile, progressOf('copied', 'bytes'));
    const copy = openStill(made.databaseFile);
    try {
      if (key) await requireRightVault(copy, vaultUnder(key));
      const tables = await copy.summaries(progressOf('read back', 'rows'));
      const uuids: string[] = [];
      for await (const portion of storedRepositories(copy)) {
        uuids.push(...portion.map(({ uuid }) => uuid));
      }
      // After the database: what it lists has its files by now, with all that was acknowledged.
      const root = settings.repositories ?? repositories;
      const told = progressOf('copied', 'repositories');
      const copied = await copyRepositories(root, made.repositories, uuids, told);
      missing = withoutFiles(copied);
      if (missing.length > 0 && missing.length === uuids.length) {
        throw new UnusableData(
          `none of ${theRepositories(missing)} is in ${root}: name their place with --repositories`,
        );
      }
      made.complete({ version, begun, tables, repositories: copied }, key);
    } finally {
      copy.close();
    }
  });
  if (missing.length > 0) {
    process.stderr.write(
      `${theRepositories(missing)} had no files: deleted for good meanwhile, or missing before.\n`,
    );
  }
  process.stdout.write(
    `Snapshot ${settings.to} is complete${key ? ', master key included' : '; keep the master key apart'}.\n`,
  );
}
