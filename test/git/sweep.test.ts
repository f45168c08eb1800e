import { afterEach, describe, expect, it } from 'vitest';
import { openProject } from '../../src/domain/projects/index.ts';
import { sweepFiles } from '../../src/domain/repositories/index.ts';
import { deleteNode, endOldDeletions } from '../../src/domain/tree/index.ts';
import { openWorld, stores, type World } from '../world.ts';
import { kinds, newRepository } from './repositories.ts';

const hour = 3600_000;

describe.each(stores)('on the %s store', (store) => {
  let world: World;
  afterEach(() => world.close());

  /** Sweeps until nothing is left to do, `later` ms from now. */
  async function swept(later: number): Promise<readonly string[]> {
    const { data } = world.server;
    while (await sweepFiles(data.store, data.repositories, data.clock.now() + later));
    return data.repositories.list();
  }

  it('files go when what they were of is gone for good, and not before', async () => {
    world = await openWorld(store);
    const { data } = world.server;
    const kept = await newRepository(world, 'kept');
    const deleted = await newRepository(world, 'deleted', { group: 'group' });
    await data.store.write(async (records) => {
      const within = await openProject(records, world.operator, world.projectId);
      const id = deleted.path.split('.')[0] ?? '';
      await deleteNode(records, within, kinds.repositoryGroup, id, data.clock.now());
    });
    expect(await swept(2 * hour)).toEqual(expect.arrayContaining([kept.uuid, deleted.uuid]));
    await endOldDeletions(data.store, data.clock.now() + 1);
    expect(await swept(2 * hour)).toEqual([kept.uuid]);
    expect(await swept(2 * hour)).toEqual([kept.uuid]);
  });

  it('files of a creation that came to nothing go after an hour', async () => {
    world = await openWorld(store);
    const { data } = world.server;
    const [spare, made] = [data.ids.next(), data.ids.next()];
    for (const uuid of [spare, made]) {
      await data.store.write(({ repositories }) => repositories.noteUnneeded(uuid));
      await data.repositories.create(uuid, { defaultBranch: 'main' });
    }
    await data.store.write(({ repositories }) =>
      repositories.insertRepository({
        id: '1',
        uuid: made,
        defaultBranch: 'main',
        lastActivityAt: 1,
      }),
    );
    expect(await swept(hour / 2)).toEqual(expect.arrayContaining([spare, made]));
    expect(await swept(hour * 2)).toEqual([made]);
  });

  it('files that the store knows nothing of are left alone', async () => {
    world = await openWorld(store);
    const { data } = world.server;
    const uuid = data.ids.next();
    await data.repositories.create(uuid, { defaultBranch: 'main' });
    expect(await swept(1000 * hour)).toEqual([uuid]);
  });
});
