import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProject, type ProjectGrant } from '../../src/domain/projects/index.ts';
import { createRepository } from '../../src/domain/repositories/index.ts';
import type { Records } from '../../src/domain/store.ts';
import {
  createNode,
  defaultTreeLimits,
  deleteNode,
  endOldDeletions,
  listChildren,
  listInProject,
  type NodeList,
  treeKinds,
  updateNode,
} from '../../src/domain/tree/index.ts';
import { engines, openScene, outcome, type Scene } from './scene.ts';
import { treeFaults } from './tree-faults.ts';

const kinds = treeKinds(defaultTreeLimits);
const { repositoryGroup } = kinds;
const page = { offset: 0, limit: 100 };
const byName: NodeList = { order: 'name', descending: false, page };

describe.each(Object.keys(engines) as (keyof typeof engines)[])('repositories in %s', (engine) => {
  let scene: Scene;
  let project: { domainId: string; projectId: string };

  beforeAll(async () => {
    scene = await openScene(engine);
  });
  afterAll(() => scene.close());

  const change = <T>(work: (records: Records, within: ProjectGrant) => Promise<T>) =>
    outcome(
      scene.store.write(async (records) =>
        work(records, await openProject(records, scene.operator, project.projectId)),
      ),
    );
  const under = (parentId: string | undefined) => (parentId === undefined ? {} : { parentId });
  const group = async (name: string, parentId?: string) => {
    const made = await change((records, within) =>
      createNode(records, within, repositoryGroup, { name, ...under(parentId) }, scene.making()),
    );
    return typeof made === 'string' ? made : made.id;
  };
  const repository = async (name: string, parentId?: string) => {
    const wanted = {
      name,
      ...under(parentId),
      uuid: scene.making().ids.next(),
      defaultBranch: 'master',
      importMembers: true,
    };
    const made = await change((records, within) =>
      createRepository(records, within, kinds, wanted, scene.making()),
    );
    return typeof made === 'string' ? made : made.id;
  };
  const faults = () => treeFaults(scene.store, repositoryGroup, project);
  const names = (parentId: string | undefined, list: NodeList) =>
    change(async (records, within) => {
      const parent =
        parentId === undefined
          ? undefined
          : await records.tree.findNode(project.domainId, repositoryGroup.name, parentId);
      const { items, total } = await listChildren(records, within, repositoryGroup, parent, list);
      return [...items.map(({ name }) => name), total];
    });

  it('are leaves of the tree of groups, which take no level of it', async () => {
    project = await scene.newProject();
    let parent: string | undefined;
    for (let level = 1; level <= repositoryGroup.maxDepth; level += 1) {
      parent = await group(`level-${level}`, parent);
    }
    expect(await group('too-deep', parent)).toBe('invalid');
    const leaf = await repository('leaf', parent);
    expect(leaf).toMatch(/^\d+$/);
    expect(await group('below', leaf)).toBe('not-found');
    expect(await repository('below', leaf)).toBe('not-found');
    expect(await faults()).toEqual([]);

    const found = await scene.store.read(({ tree }) =>
      tree.findByNames({ ...project, kind: repositoryGroup.name }, [
        ...Array.from({ length: repositoryGroup.maxDepth }, (_level, i) => `level-${i + 1}`),
        'leaf',
      ]),
    );
    expect(found?.id).toBe(leaf);
  });

  it('share names, lists and counts with groups, and are told from them', async () => {
    project = await scene.newProject();
    const top = await group('top');
    const one = await repository('One', top);
    expect(await group('oNE', top)).toBe('taken');
    expect(await repository('ONE', top)).toBe('taken');
    await group('sub', top);
    const outer = await repository('outer');
    expect(await names(top, byName)).toEqual(['One', 'sub', 2]);
    expect(await names(top, { ...byName, only: 'repository' })).toEqual(['One', 1]);
    expect(await names(top, { ...byName, only: 'group' })).toEqual(['sub', 1]);
    expect(await names(undefined, byName)).toEqual(['outer', 'top', 2]);

    const all = await change(async (records, within) => {
      const { items, total } = await listInProject(records, within, kinds.repository, byName);
      return [...items.map(({ namePath }) => namePath), total];
    });
    expect(all).toEqual(['top/One', 'outer', 2]);

    const asGroup = (id: string) =>
      change((records, within) => deleteNode(records, within, repositoryGroup, id, 1));
    expect(await asGroup(outer)).toBe('not-found');
    expect(await faults()).toEqual([]);

    const moved = await change((records, within) =>
      updateNode(records, within, kinds.repository, one, { parentId: null }, 1),
    );
    expect(moved).toMatchObject({ node: { namePath: 'One', depth: 1 } });
    expect(await faults()).toEqual([]);
  });

  it('go with the group that they lie in, for good when that cannot be restored', async () => {
    project = await scene.newProject();
    const top = await group('top');
    const ids = [
      await repository('direct', top),
      await repository('deep', await group('sub', top)),
      await repository('beside'),
    ];
    const facts = () =>
      scene.store.read(async ({ repositories }) => [
        ...(await repositories.repositoriesOf(ids)).keys(),
      ]);
    expect((await facts()).sort()).toEqual([...ids].sort());
    await change((records, within) => deleteNode(records, within, repositoryGroup, top, 1));
    expect(await names(undefined, byName)).toEqual(['beside', 1]);
    expect((await facts()).sort()).toEqual([...ids].sort());
    while (await endOldDeletions(scene.store, 2));
    expect(await facts()).toEqual([ids[2]]);
    expect(await faults()).toEqual([]);
    await change((records, within) => deleteNode(records, within, kinds.repository, ids[2]!, 1));
    while (await endOldDeletions(scene.store, 2));
    expect(await facts()).toEqual([]);
    expect(await faults()).toEqual([]);
  });
});
