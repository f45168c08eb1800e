import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { masterKey, openDataDirectory, UnusableData } from '../runtime/data-directory.ts';
import { copyRepositories, withoutFiles } from '../runtime/git/index.ts';
import { beginRestore, type Snapshot, snapshotAt } from '../runtime/snapshot-directory.ts';
import { vaultUnder } from '../runtime/vault.ts';
import { orTakenBack, progressOf } from './long-work.ts';
import { type DataSettings, requireNoDatabase, withDataOptions } from './settings.ts';
import { theRepositories } from './stored-repositories.ts';

/** `atelier restore`: fills a new data directory from a snapshot. */
export function restoreCommand(): Command {
  return withDataOptions(new Command('restore'))
    .description('fill a new or empty data directory from a snapshot')
    .requiredOption('--from <directory>', 'the snapshot')
    .action(restore);
}

async function restore(settings: DataSettings & { readonly from: string }): Promise<void> {
  requireNoDatabase(settings);
  const { copyDatabase, firstUnlike, lockDirectory, openStill } = await import(
    '../storage/index.ts'
  );
  const { requireRightVault } = await import('../open-data.ts');
  const snapshot = snapshotAt(settings.from);
  const { path, repositories: usual } = openDataDirectory(settings.data);
  const lock = lockDirectory(path);
  try {
    const made = beginRestore(path, settings.repositories ?? usual);
    const keyFile = keyFileFor(settings, snapshot);
    const key = masterKey(keyFile, false);
    const source = openStill(snapshot.databaseFile);
    await requireRightVault(source, vaultUnder(key)).finally(source.close);
    await orTakenBack(made.discard, async () => {
      await copyDatabase(snapshot.databaseFile, made.databaseFile, progressOf('copied', 'bytes'));
      const copy = openStill(made.databaseFile);
      try {
        const found = await copy.summaries(progressOf('checked', 'rows'));
        const unlike = firstUnlike(snapshot.note.tables, found);
        if (unlike) {
          throw new UnusableData(`the snapshot is damaged: its table ${unlike} is not what it was`);
        }
      } finally {
        copy.close();
      }
      const noted = snapshot.note.repositories;
      const copied = await copyRepositories(
        snapshot.repositories,
        made.repositories,
        noted.map(({ uuid }) => uuid),
        progressOf('checked', 'repositories'),
      );
      const damaged = noted.find(({ sha256 }, i) => copied[i]?.sha256 !== sha256);
      if (damaged) {
        const { uuid } = damaged;
        throw new UnusableData(
          `the snapshot is damaged: its repository ${uuid} is not what it was`,
        );
      }
      made.complete(keyFile === snapshot.masterKeyFile ? key : undefined);
    });
  } finally {
    lock.release();
  }
  const missing = withoutFiles(snapshot.note.repositories);
  if (missing.length > 0) {
    process.stderr.write(`${theRepositories(missing)} had no files when it was made.\n`);
  }
  process.stdout.write(`${path} is restored as of ${snapshot.note.begun}.\n`);
}

/** The key that is named, else the one that is in place already, else the snapshot's own. */
function keyFileFor({ data, masterKeyFile }: DataSettings, snapshot: Snapshot): string {
  const inPlace = masterKeyFile ?? join(data, 'master.key');
  if (existsSync(inPlace) || masterKeyFile !== undefined) return inPlace;
  return snapshot.masterKeyFile ?? inPlace;
}
