import { openProject } from '../../src/domain/projects/index.ts';
import { createRepository, type Repository } from '../../src/domain/repositories/index.ts';
import { createNode, defaultTreeLimits, treeKinds } from '../../src/domain/tree/index.ts';
import type { World } from '../world.ts';
import { addressOf } from './git-client.ts';

export const kinds = treeKinds(defaultTreeLimits);

/** What of a world it takes to make a repository. */
type Scene = Pick<World, 'operator' | 'projectId'> & {
  readonly server: { readonly data: World['server']['data'] };
};

/** An empty repository of the first project, in a group if one is named. */
export async function newRepository(
  { server: { data }, operator, projectId }: Scene,
  name: string,
  { group, visibility }: { group?: string; visibility?: 'public' | 'private' } = {},
): Promise<Repository> {
  const { ids, clock, store, repositories } = data;
  const uuid = ids.next();
  const making = { ids, now: clock.now() };
  await repositories.create(uuid, { defaultBranch: 'master' });
  const visible = visibility && { visibility };
  return store.write(async (records) => {
    const within = await openProject(records, operator, projectId);
    const parent =
      group === undefined
        ? undefined
        : await createNode(
            records,
            within,
            kinds.repositoryGroup,
            { name: group, ...visible },
            making,
          );
    return createRepository(
      records,
      within,
      kinds,
      {
        uuid,
        name,
        defaultBranch: 'master',
        importMembers: false,
        ...visible,
        ...(parent ? { parentId: parent.id } : {}),
      },
      making,
    );
  });
}

/** The clone address, with the root user's name and password in it unless another's are given. */
export function cloneAddress(
  world: World,
  repository: Repository,
  user = world.domainName,
  password = world.password,
): string {
  const path = `${repository.projectId}/${repository.namePath}`;
  return addressOf(world.endpoint, path, user, password);
}

/** The answer to the root user's push of this body, taken as it comes. */
export function pushed(
  world: World,
  repository: Repository,
  body: ReadableStream,
): Promise<Response> {
  const { username, password, pathname } = new URL(cloneAddress(world, repository));
  return fetch(`${world.endpoint}${pathname}/git-receive-pack`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa([username, password].map(decodeURIComponent).join(':'))}`,
    },
    body,
    duplex: 'half',
  } as RequestInit);
}
