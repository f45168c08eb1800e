import { Problem } from '../../../domain/kernel/index.ts';
import type { ProjectGrant } from '../../../domain/projects/index.ts';
import {
  createRepository,
  type FirstFiles,
  firstCommit,
  type NewRepository,
  type Repository,
} from '../../../domain/repositories/index.ts';
import type { Records } from '../../../domain/store.ts';
import { type NewNode, placeFor } from '../../../domain/tree/index.ts';
import type { Context } from '../../context.ts';
import { type AskIn, principalOf } from '../../permissions.ts';

/** What the vendor's repositories have whose first commit the service makes. */
const defaultBranch = 'master';

/** A repository to be made, in a project that is named elsewhere. */
export type WantedRepository = NewNode & {
  readonly importMembers: boolean;
  readonly files: FirstFiles;
};

/** Makes a repository in a project that is there. Throws what `createRepository` throws. */
export async function makeRepository(
  context: Context,
  ask: AskIn<ProjectGrant>,
  wanted: WantedRepository,
): Promise<Repository> {
  return makeWithFiles(
    context,
    wanted,
    async (records) => placeFor(records, await ask(records), context.kinds.repository, wanted),
    async (records, repository) =>
      createRepository(records, await ask(records), context.kinds, repository, context),
  );
}

/**
 * Makes a repository: a note that its files may be there, the files, which are durable first, and then
 * its row in place of the note, which `make` makes. `check` comes before anything is done. Where the row
 * is refused the files go at once; what else happens to a creation leaves them to the sweep.
 */
export async function makeWithFiles<Made>(
  context: Context,
  wanted: WantedRepository,
  check: (records: Records) => Promise<unknown>,
  make: (records: Records, repository: NewRepository) => Promise<Made>,
): Promise<Made> {
  const { store, ids, now, repositories } = context;
  const { files, ...node } = wanted;
  const described = { name: node.name, description: node.description ?? '' };
  const commit = firstCommit(described, files, principalOf(context), now);
  const uuid = ids.next();
  await store.write(async (records) => {
    await check(records);
    await records.repositories.noteUnneeded(uuid);
  });
  await repositories.create(uuid, { defaultBranch, ...(commit && { firstCommit: commit }) });
  try {
    return await store.write((records) => make(records, { ...node, uuid, defaultBranch }));
  } catch (error) {
    if (error instanceof Problem) await repositories.remove(uuid);
    throw error;
  }
}
