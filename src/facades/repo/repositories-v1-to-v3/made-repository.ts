import { Problem } from '../../../domain/kernel/index.ts';
import type { ProjectGrant } from '../../../domain/projects/index.ts';
import {
  createRepository,
  type FirstFiles,
  firstCommit,
  type Repository,
} from '../../../domain/repositories/index.ts';
import { type NewNode, placeFor } from '../../../domain/tree/index.ts';
import type { Context } from '../../context.ts';
import { type AskIn, principalOf } from '../../permissions.ts';

/** What the vendor's repositories have whose first commit the service makes. */
const defaultBranch = 'master';

/**
 * Makes a repository: a note that its files may be there, the files, which are durable first, and then
 * its row in place of the note. Where the row is refused the files go at once; what else happens to a
 * creation leaves them to the sweep.
 */
export async function makeRepository(
  context: Context,
  ask: AskIn<ProjectGrant>,
  wanted: NewNode & { readonly importMembers: boolean; readonly files: FirstFiles },
): Promise<Repository> {
  const { store, ids, now, kinds, repositories } = context;
  const { importMembers, files, ...node } = wanted;
  const described = { name: node.name, description: node.description ?? '' };
  const commit = firstCommit(described, files, principalOf(context), now);
  const uuid = ids.next();
  await store.write(async (records) => {
    await placeFor(records, await ask(records), kinds.repository, node);
    await records.repositories.noteUnneeded(uuid);
  });
  await repositories.create(uuid, { defaultBranch, ...(commit && { firstCommit: commit }) });
  try {
    return await store.write(async (records) => {
      const repository = { ...node, uuid, defaultBranch, importMembers };
      return createRepository(records, await ask(records), kinds, repository, context);
    });
  } catch (error) {
    if (error instanceof Problem) await repositories.remove(uuid);
    throw error;
  }
}
