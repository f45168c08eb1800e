import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTask,
  deleteTask,
  listTasks,
  moveTasks,
  restoreTasks,
  updateTask,
} from '../../src/domain/builds/index.ts';
import { openProject, type ProjectGrant } from '../../src/domain/projects/index.ts';
import type { Records } from '../../src/domain/store.ts';
import {
  createNode,
  defaultTreeLimits,
  deleteNode,
  restoreDeletion,
  swapNodes,
  treeKinds,
  updateNode,
} from '../../src/domain/tree/index.ts';
import { vaultUnder } from '../../src/runtime/vault.ts';
import { seedProperties } from './random.ts';
import { engines, openScene, outcome, type Scene } from './scene.ts';

seedProperties('tasks');
const vault = vaultUnder(randomBytes(32));

const kinds = treeKinds(defaultTreeLimits);
const groups = kinds.buildTaskGroup;
const definition = {
  arch: 'arm',
  updatesSubmodules: 'false',
  parameters: [],
  sources: [],
  steps: [],
  triggers: [],
};

/** What the model knows; gone groups and tasks stay, so that they can be asked for again. */
interface Group {
  readonly id: string;
  parent: Group | undefined;
  /** What was deleted, itself or above it. */
  goneWith: Group | undefined;
}
interface Task {
  readonly id: string;
  readonly name: string;
  /** While it is gone the task is ungrouped. */
  group: Group | undefined;
  gone: boolean;
}

const anyCommand = fc.record({
  what: fc.constantFrom(
    ...(['group', 'group', 'place', 'rename', 'swap', 'ungroup', 'regroup'] as const),
    ...(['task', 'task', 'edit', 'move', 'move', 'delete', 'restore'] as const),
  ),
  group: fc.option(fc.nat(9), { nil: undefined }),
  which: fc.nat(9),
  others: fc.array(fc.nat(9), { maxLength: 3 }),
  name: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
});
type Command = typeof anyCommand extends fc.Arbitrary<infer C> ? C : never;

const isUnder = (group: Group | undefined, top: Group): boolean =>
  group !== undefined && (group === top || isUnder(group.parent, top));
const isGone = (group: Group | undefined) => group?.goneWith !== undefined;
const pathOf = (group: Group): string =>
  group.parent ? `${pathOf(group.parent)}.${group.id}` : group.id;

async function onTask(records: Records, within: ProjectGrant, { id }: Task) {
  const task = await records.builds.findTask(within.project.domainId, id, '');
  if (!task) throw new Error('a task is lost');
  return { within, task };
}

describe.each(Object.entries(engines))('on %s', (engine, runs) => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene(engine as keyof typeof engines);
  });
  afterAll(() => scene.close());

  it('leaves every task in a group that is there, or ungrouped', { timeout: 60_000 }, async () => {
    const commands = fc.array(anyCommand, { minLength: 5, maxLength: 40 });
    await fc.assert(fc.asyncProperty(commands, run), { numRuns: runs });
  });

  async function run(commands: readonly Command[]) {
    const { projectId } = await scene.newProject();
    const made: { groups: Group[]; tasks: Task[] } = { groups: [], tasks: [] };
    const change = <T>(work: (records: Records, within: ProjectGrant) => Promise<T>) =>
      outcome(
        scene.store.write(async (records) =>
          work(records, await openProject(records, scene.operator, projectId)),
        ),
      );
    for (const command of commands) await obey(made, change, command);
    const { items } = await scene.store.read(async (records) => {
      const within = await openProject(records, scene.operator, projectId);
      const filter = { order: 'name', descending: false } as const;
      return listTasks(records, within, filter, { offset: 0, limit: 100 });
    });
    const told = items.map(({ name, group }) => `${name} in ${group?.path}`);
    const there = made.tasks.filter(({ gone }) => !gone);
    const expected = there.map(
      ({ name, group }) => `${name} in ${group && !isGone(group) ? pathOf(group) : undefined}`,
    );
    expect(told).toEqual(expected.sort());
    for (const group of made.groups.filter((each) => !isGone(each))) {
      const { total } = await scene.store.read(async (records) => {
        const within = await openProject(records, scene.operator, projectId);
        const groupPath = pathOf(group);
        const filter = { order: 'name', descending: false, groupPath } as const;
        return listTasks(records, within, filter, { offset: 0, limit: 1 });
      });
      expect(total).toBe(there.filter((task) => isUnder(task.group, group)).length);
    }
  }

  async function obey(
    made: { groups: Group[]; tasks: Task[] },
    change: <T>(work: (records: Records, within: ProjectGrant) => Promise<T>) => Promise<unknown>,
    { what, group: place, which, others, name }: Command,
  ) {
    const group = place === undefined ? undefined : made.groups[place % made.groups.length];
    const chosen = made.groups[which % made.groups.length];
    const task = made.tasks[which % made.tasks.length];
    const making = scene.making();
    const { now } = making;
    if (what === 'group') {
      const wanted = { name: scene.fresh(), ...(group ? { parentId: group.id } : {}) };
      const node = await change((records, within) =>
        createNode(records, within, groups, wanted, making),
      );
      if (typeof node === 'string') return;
      made.groups.push({ id: (node as { id: string }).id, parent: group, goneWith: undefined });
    } else if (what === 'place' && chosen) {
      const to = { parentId: group?.id ?? null };
      const moved = await change((records, within) =>
        updateNode(records, within, groups, chosen.id, to, now),
      );
      if (typeof moved !== 'string') chosen.parent = group;
    } else if (what === 'rename' && chosen) {
      const to = { name: scene.fresh() };
      const renamed = await change((records, within) =>
        updateNode(records, within, groups, chosen.id, to, now),
      );
      expect(typeof renamed === 'string').toBe(isGone(chosen));
    } else if (what === 'swap' && chosen && group) {
      const swapped = await change((records, within) =>
        swapNodes(records, within, groups, { source: chosen.id, target: group.id }, now),
      );
      const beside = chosen.parent === group.parent && !isGone(chosen) && !isGone(group);
      expect(typeof swapped !== 'string').toBe(beside);
    } else if (what === 'ungroup' && chosen) {
      const gone = await change((records, within) =>
        deleteNode(records, within, groups, chosen.id, now),
      );
      expect(typeof gone === 'string').toBe(isGone(chosen));
      if (typeof gone === 'string') return;
      const below = made.groups.filter((each) => isUnder(each, chosen) && !isGone(each));
      for (const each of below) each.goneWith = chosen;
    } else if (what === 'regroup' && chosen) {
      const back = await change((records, within) =>
        restoreDeletion(records, within, kinds, groups, chosen.id, {}, { since: 0, now }),
      );
      const can = chosen.goneWith === chosen && !isGone(chosen.parent);
      expect(typeof back !== 'string', String(back)).toBe(can);
      if (!can) return;
      const below = made.groups.filter(({ goneWith }) => goneWith === chosen);
      for (const each of below) each.goneWith = undefined;
    } else if (what === 'task') {
      const wanted = { name, definition, ...(group ? { groupId: group.id } : {}) };
      const created = await change((records, within) =>
        createTask(records, within, groups, wanted, { ...making, vault }),
      );
      const taken = made.tasks.some((each) => !each.gone && each.name === name);
      const expected = isGone(group) ? 'not-found' : taken ? 'taken' : 'done';
      expect(typeof created === 'string' ? created : 'done').toBe(expected);
      if (typeof created === 'string') return;
      made.tasks.push({ id: (created as { id: string }).id, name, group, gone: false });
    } else if (what === 'move' && task) {
      const along = others.map((each) => made.tasks[each % made.tasks.length] ?? task);
      const all = [task, ...along];
      const ids = all.map(({ id }) => id);
      const moved = await change((records, within) =>
        moveTasks(records, within, groups, ids, group?.id ?? null, now),
      );
      const refused = isGone(group) || all.some(({ gone }) => gone);
      expect(moved === 'not-found').toBe(refused);
      if (!refused) for (const each of all) each.group = group;
    } else if (what === 'edit' && task && !task.gone) {
      const wanted = { name: task.name, definition: {} };
      const edited = await change(async (records, within) =>
        updateTask(records, await onTask(records, within, task), groups, wanted, { vault, now }),
      );
      expect(edited).toBeUndefined();
    } else if (what === 'delete' && task && !task.gone) {
      await change(async (records, within) =>
        deleteTask(records, await onTask(records, within, task), now),
      );
      task.gone = true;
    } else if (what === 'restore' && task?.gone) {
      const restored = await change(async (records, within) => {
        const { domainId } = within.project;
        const found = await records.builds.findBinnedTasks(domainId, [task.id], '', 0);
        const tasks = found.map((each) => ({ within, task: each }));
        await restoreTasks(records, tasks, now);
        return tasks.length;
      });
      const taken = made.tasks.some((each) => !each.gone && each.name === task.name);
      expect(restored).toBe(taken ? 'taken' : 1);
      if (!taken) task.gone = false;
    }
  }
});
