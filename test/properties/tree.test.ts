import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProject, type ProjectGrant } from '../../src/domain/projects/index.ts';
import type { Records } from '../../src/domain/store.ts';
import {
  createNode,
  defaultTreeLimits,
  deleteNode,
  findByNamePath,
  type NodeType,
  restoreDeletion,
  swapNodes,
  treeKinds,
  updateNode,
  type Visibility,
} from '../../src/domain/tree/index.ts';
import { seedProperties } from './random.ts';
import { engines, openScene, outcome, type Scene } from './scene.ts';
import { treeFaults } from './tree-faults.ts';
import { type Known, TreeModel } from './tree-model.ts';

seedProperties('trees');

// Small, so that a short sequence runs into every limit.
const kinds = treeKinds({
  ...defaultTreeLimits,
  buildGroupDepth: 3,
  buildGroupsPerProject: 7,
  repositoryGroupDepth: 4,
});

const few = ['A', 'b', 'c', 'd'];
const pairs = few.flatMap((first) => few.map((second) => [first, second]));
/** All addresses of up to three levels. */
const addresses = [
  ...few.map((name) => [name]),
  ...pairs,
  ...pairs.flatMap((names) => few.map((third) => [...names, third])),
];

const acts = ['create', 'rename', 'move', 'show', 'swap', 'remove', 'restore'] as const;

/** `which` and `other` stand for the node that was made as the so-many-th. */
const anyCommand = fc.record({
  what: fc.constantFrom('create', 'create', 'create', 'move', 'restore', ...acts),
  // Now and then in another project than most.
  inOther: fc.constantFrom(false, false, false, false, true),
  type: fc.constantFrom<NodeType>('group', 'group', 'repository'),
  which: fc.nat(40),
  name: fc.constantFrom('a', 'A', 'b', 'c', 'D', 'd'),
  other: fc.option(fc.nat(40), { nil: undefined }),
  visibility: fc.constantFrom<Visibility | undefined>('public', 'private', undefined),
  // Whether a rename also moves, and whether what is restored gets another place.
  more: fc.boolean(),
});
type Command = typeof anyCommand extends fc.Arbitrary<infer Value> ? Value : never;

let scene: Scene;
const cases = Object.entries(engines).flatMap(([engine, runs]) =>
  [kinds.buildTaskGroup, kinds.repositoryGroup].map((kind) => ({
    engine: engine as keyof typeof engines,
    runs,
    kind,
  })),
);

describe.each(cases)('a tree of $kind.name in $engine', ({ engine, runs, kind }) => {
  beforeAll(async () => {
    scene = await openScene(engine);
  });
  afterAll(() => scene.close());

  it('obeys its rules and keeps its invariants whatever is done to it', {
    timeout: 120_000,
  }, async () => {
    const commands = fc.array(anyCommand, { minLength: 30, maxLength: 150, size: 'max' });
    await fc.assert(fc.asyncProperty(commands, run), { numRuns: Math.ceil(runs / 3) });
  });

  const kindOf = (node: Pick<Known, 'type'>) => (node.type === 'group' ? kind : kinds.repository);

  async function run(commands: readonly Command[]) {
    const projects = [await scene.newProject(), await scene.newProject()] as const;
    const model = new TreeModel(kind);
    for (const command of commands) {
      const { projectId } = projects[Number(command.inOther)]!;
      await act(model, projectId, command);
    }
    for (const project of projects) {
      expect(await treeFaults(scene.store, kind, project)).toEqual([]);
      const tree = { ...project, kind: kind.name };
      const left = await scene.store.read((records) => records.tree.listTree(tree));
      const there = model.there(project.projectId);
      const told = (node: Pick<Known, 'id' | 'name' | 'type' | 'ordinal' | 'visibility'>) =>
        [node.id, node.name, node.type, node.ordinal, node.visibility].join();
      expect(left.map(told).sort()).toEqual(there.map(told).sort());
      const parents = new Map(there.map(({ id, parent }) => [id, parent?.id ?? null]));
      for (const { id, parentId } of left) expect(parentId).toBe(parents.get(id));
    }
    if (!kind.hasAddresses) return;
    const { domainId, projectId } = projects[0];
    await scene.store.read(async (records) => {
      for (const names of addresses) {
        const found = await findByNamePath(records, domainId, projectId, names);
        expect(found?.id, names.join('/')).toBe(model.led(projectId, names)?.id);
      }
    });
  }

  /** Does one thing, and expects what the model says of it. */
  async function act(model: TreeModel, projectId: string, command: Command) {
    const { what, name, more } = command;
    const parent =
      command.other === undefined ? undefined : model.all[command.other % model.all.length];
    const visibility = kind.hasVisibility ? command.visibility : undefined;
    if (what === 'create') {
      const type = kind.hasVisibility ? command.type : 'group';
      await create(model, { projectId, type, name, parent, visibility });
      return;
    }
    if (what === 'restore') {
      const deleted = model.deleted();
      const node = deleted[command.which % deleted.length];
      const place = more ? { name, parent: parent ?? null } : {};
      if (node) await restore(model, projectId, node, place);
      return;
    }
    const node = model.all[command.which % model.all.length];
    if (!node) return;
    if (what === 'remove') await remove(model, projectId, node);
    else if (what === 'swap') await swap(model, projectId, node, parent ?? node);
    else if (what === 'show') await update(model, projectId, node, { visibility });
    else if (what === 'move') await update(model, projectId, node, { parent: parent ?? null });
    else {
      const to = more ? { parent: parent ?? null } : {};
      await update(model, projectId, node, { name, visibility, ...to });
    }
  }

  function change<T>(
    projectId: string,
    work: (records: Records, within: ProjectGrant) => Promise<T>,
  ) {
    return outcome(
      scene.store.write(async (records) =>
        work(records, await openProject(records, scene.operator, projectId)),
      ),
    );
  }

  async function create(model: TreeModel, wanted: Parameters<TreeModel['create']>[0]) {
    const { projectId, type, name, parent, visibility } = wanted;
    const asked = {
      name,
      ...(parent ? { parentId: parent.id } : {}),
      ...(visibility ? { visibility } : {}),
    };
    const made = await change(projectId, (records, within) =>
      createNode(records, within, kindOf({ type }), asked, scene.making()),
    );
    const expected = model.create(wanted);
    if (typeof expected === 'string' || typeof made === 'string') {
      expect(made).toBe(expected);
    } else {
      expect(made).toMatchObject(expected);
      model.all.push({ projectId, id: made.id, type, name, parent, ...expected, gone: false });
    }
  }

  async function remove(model: TreeModel, projectId: string, node: Known) {
    const removed = await change(projectId, (records, within) =>
      deleteNode(records, within, kindOf(node), node.id, scene.making().now),
    );
    const there = model.isThere(projectId, node);
    expect(typeof removed === 'string' ? removed : removed.id).toBe(there ? node.id : 'not-found');
    if (there) model.remove(node);
  }

  async function update(
    model: TreeModel,
    projectId: string,
    node: Known,
    asked: Parameters<TreeModel['update']>[1],
  ) {
    const { name, parent, visibility } = asked;
    const wanted = {
      ...(name === undefined ? {} : { name }),
      ...(visibility === undefined ? {} : { visibility }),
      ...(parent === undefined ? {} : { parentId: parent?.id ?? null }),
    };
    const updated = await change(projectId, (records, within) =>
      updateNode(records, within, kindOf(node), node.id, wanted, scene.making().now),
    );
    const there = model.isThere(projectId, node);
    const expected = there ? model.update(node, asked) : 'not-found';
    if (typeof updated === 'string') expect(updated).toBe(expected);
    else {
      const { name: called, ordinal, visibility: shown } = node;
      expect({ madePrivate: updated.madePrivate }).toEqual(expected);
      expect(updated.node).toMatchObject({ name: called, ordinal, visibility: shown });
    }
  }

  async function swap(model: TreeModel, projectId: string, source: Known, target: Known) {
    const ids = { source: source.id, target: target.id };
    const swapped = await change(projectId, (records, within) =>
      swapNodes(records, within, kindOf(source), ids, scene.making().now),
    );
    const bothThere = [source, target].every(
      (each) => model.isThere(projectId, each) && each.type === source.type,
    );
    const siblings = source.parent === target.parent;
    const expected = !bothThere ? 'not-found' : siblings ? undefined : 'invalid';
    expect(swapped).toBe(expected);
    if (expected !== undefined) return;
    [source.ordinal, target.ordinal] = [target.ordinal, source.ordinal];
  }

  async function restore(
    model: TreeModel,
    projectId: string,
    node: Known,
    asked: Parameters<TreeModel['restore']>[2],
  ) {
    const place = {
      ...(asked.name === undefined ? {} : { name: asked.name }),
      ...(asked.parent === undefined ? {} : { parentId: asked.parent?.id ?? null }),
    };
    const restored = await change(projectId, (records, within) => {
      const times = { since: 0, now: scene.making().now };
      return restoreDeletion(records, within, kinds, kind, node.id, place, times);
    });
    const expected = model.restore(projectId, node, asked);
    if (typeof restored === 'string') expect(restored).toBe(expected);
    else {
      const { nodes, madePrivate } = restored;
      expect({ nodes, madePrivate }).toEqual(expected);
      expect(restored.node).toMatchObject({ name: node.name, ordinal: node.ordinal });
    }
  }
});
