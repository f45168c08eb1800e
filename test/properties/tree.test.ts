import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../src/domain/kernel/index.ts';
import { openProject, type ProjectGrant } from '../../src/domain/projects/index.ts';
import type { Records } from '../../src/domain/store.ts';
import {
  createNode,
  defaultTreeLimits,
  deleteNode,
  findByNamePath,
  swapNodes,
  type TreeKind,
  treeKinds,
  updateNode,
  type Visibility,
} from '../../src/domain/tree/index.ts';
import { seedProperties } from './random.ts';
import { engines, openScene, outcome, type Scene } from './scene.ts';
import { treeFaults } from './tree-faults.ts';

seedProperties('trees');

// Small, so that a short sequence runs into every limit.
const kinds = treeKinds({
  ...defaultTreeLimits,
  buildGroupDepth: 3,
  buildGroupsPerProject: 7,
  repositoryGroupDepth: 4,
});

/** What the model knows of a group; gone ones stay, so that they can be asked for again. */
interface Known {
  readonly projectId: string;
  readonly id: string;
  name: string;
  parent: Known | undefined;
  ordinal: number;
  readonly visibility: Visibility | null;
  gone: boolean;
}

/** Who had a name under a parent and has another place since, by `placeOf`. */
type FormerNames = Map<string, Known>;
const placeOf = (projectId: string, parent: Known | undefined, name: string) =>
  [projectId, parent?.id, name.toLowerCase()].join();

/** Where names lead from the project down, step by step. */
function led(
  all: readonly Known[],
  formerNames: FormerNames,
  projectId: string,
  names: readonly string[],
): Known | undefined {
  let at: Known | undefined;
  for (const name of names) {
    const place = placeOf(projectId, at, name);
    const holder = all.find(
      (each) => !each.gone && placeOf(each.projectId, each.parent, each.name) === place,
    );
    const former = formerNames.get(place);
    at = holder ?? (former?.gone ? undefined : former);
    if (!at) return undefined;
  }
  return at;
}

const few = ['A', 'b', 'c', 'd'];
const pairs = few.flatMap((first) => few.map((second) => [first, second]));
/** All addresses of up to three levels. */
const addresses = [
  ...few.map((name) => [name]),
  ...pairs,
  ...pairs.flatMap((names) => few.map((third) => [...names, third])),
];

interface Wanted {
  readonly projectId: string;
  readonly name: string;
  readonly parent: Known | undefined;
  readonly visibility: Visibility | undefined;
}

const depthOf = (group: Known | undefined): number => (group ? depthOf(group.parent) + 1 : 0);
const isUnder = (group: Known | undefined, top: Known): boolean =>
  group !== undefined && (group === top || isUnder(group.parent, top));

/** What must come of a create, by rules as plain as they are slow. */
function expectedCreate(
  kind: TreeKind,
  all: readonly Known[],
  { projectId, name, parent, visibility }: Wanted,
): Problem['kind'] | { ordinal: number; visibility: Visibility | null } {
  const there = all.filter((group) => !group.gone && group.projectId === projectId);
  const siblings = there.filter((group) => group.parent === parent);
  const same = (a: string, b: string) =>
    kind.names.caseSensitive ? a === b : a.toLowerCase() === b.toLowerCase();
  if (parent && !there.includes(parent)) return 'not-found';
  if (depthOf(parent) === kind.maxDepth) return 'invalid';
  if (parent?.visibility === 'private' && visibility === 'public') return 'invalid';
  if (there.length === kind.maxPerProject) return 'limit-reached';
  if (siblings.some((group) => same(group.name, name))) return 'taken';
  return {
    ordinal: Math.max(-1, ...siblings.map((group) => group.ordinal)) + 1,
    visibility: kind.hasVisibility ? (visibility ?? parent?.visibility ?? 'public') : null,
  };
}

/** What must come of an update of a group that is there. */
function expectedUpdate(
  kind: TreeKind,
  all: readonly Known[],
  group: Known,
  name: string | undefined,
  parent: Known | null | undefined,
): Problem['kind'] | 'done' {
  const there = all.filter((each) => !each.gone && each.projectId === group.projectId);
  const to = parent === undefined ? group.parent : (parent ?? undefined);
  const moves = to !== group.parent;
  const below = there.filter((each) => isUnder(each, group));
  const levels = Math.max(...below.map(depthOf)) - depthOf(group) + 1;
  if (to && !there.includes(to)) return 'not-found';
  if (moves && isUnder(to, group)) return 'invalid';
  if (moves && depthOf(to) + levels > kind.maxDepth) return 'invalid';
  if (moves && to?.visibility === 'private' && group.visibility === 'public') return 'invalid';
  const named = name ?? group.name;
  const same = (a: string, b: string) =>
    kind.names.caseSensitive ? a === b : a.toLowerCase() === b.toLowerCase();
  const siblings = there.filter((each) => each.parent === to && each !== group);
  return siblings.some((each) => same(each.name, named)) ? 'taken' : 'done';
}

/** `which` and `parent` stand for the group that was made as the so-many-th. */
const anyCommand = fc.record({
  what: fc.constantFrom(
    'create',
    'create',
    'create',
    'create',
    'remove',
    'update',
    'update',
    'swap',
  ),
  // Now and then in another project than most.
  inOther: fc.constantFrom(false, false, false, false, true),
  which: fc.nat(20),
  name: fc.constantFrom('a', 'A', 'b', 'c', 'D', 'd'),
  parent: fc.option(fc.nat(20), { nil: undefined }),
  visibility: fc.constantFrom<Visibility | undefined>('public', 'private', undefined),
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

  it('obeys its rules and keeps its invariants whatever is created and deleted', {
    timeout: 60_000,
  }, async () => {
    const commands = fc.array(anyCommand, { minLength: 5, maxLength: 40 });
    await fc.assert(fc.asyncProperty(commands, run), { numRuns: runs });
  });

  async function run(commands: readonly Command[]) {
    const projects = [await scene.newProject(), await scene.newProject()] as const;
    const all: Known[] = [];
    const formerNames: FormerNames = new Map();
    for (const { what, inOther, which, name, ...rest } of commands) {
      const { projectId } = projects[Number(inOther)]!;
      if (what === 'remove') {
        const group = all[which % all.length];
        if (group) await remove(projectId, all, formerNames, group);
        continue;
      }
      const parent = rest.parent === undefined ? undefined : all[rest.parent % all.length];
      const group = all[which % all.length];
      if (what === 'swap') {
        if (group && parent) await swap(projectId, group, parent);
        continue;
      }
      if (what === 'update') {
        // Names stay, change in case alone or come from the few that clash.
        const changed = { name: which % 3 === 0 ? undefined : name, parent: parent ?? null };
        const where = which % 4 === 1 ? undefined : changed.parent;
        if (group) await update(projectId, all, formerNames, group, changed.name, where);
        continue;
      }
      const visibility = kind.hasVisibility ? rest.visibility : undefined;
      await create(all, { projectId, name, parent, visibility });
    }
    for (const project of projects) {
      expect(await treeFaults(scene.store, kind, project)).toEqual([]);
      const tree = { ...project, kind: kind.name };
      const left = await scene.store.read((records) => records.tree.listTree(tree));
      const there = all.filter((each) => !each.gone && each.projectId === project.projectId);
      const told = ({ id, name, ordinal }: { id: string; name: string; ordinal: number }) =>
        `${id} ${name} ${ordinal}`;
      expect(left.map(told).sort()).toEqual(there.map(told).sort());
      const parents = new Map(there.map(({ id, parent }) => [id, parent?.id ?? null]));
      for (const { id, parentId } of left) expect(parentId).toBe(parents.get(id));
    }
    if (!kind.hasAddresses) return;
    const { domainId, projectId } = projects[0];
    await scene.store.read(async (records) => {
      for (const names of addresses) {
        const found = await findByNamePath(records, domainId, projectId, names);
        expect(found?.id, names.join('/')).toBe(led(all, formerNames, projectId, names)?.id);
      }
    });
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

  async function create(all: Known[], wanted: Wanted) {
    const { projectId, name, parent, visibility } = wanted;
    const asked = {
      name,
      ...(parent ? { parentId: parent.id } : {}),
      ...(visibility ? { visibility } : {}),
    };
    const made = await change(projectId, (records, within) =>
      createNode(records, within, kind, asked, scene.making()),
    );
    const expected = expectedCreate(kind, all, wanted);
    if (typeof expected === 'string' || typeof made === 'string') {
      expect(made).toBe(expected);
    } else {
      expect(made).toMatchObject(expected);
      all.push({ projectId, id: made.id, name, parent, ...expected, gone: false });
    }
  }

  async function remove(
    projectId: string,
    all: readonly Known[],
    formerNames: FormerNames,
    group: Known,
  ) {
    const removed = await change(projectId, (records, within) =>
      deleteNode(records, within, kind, group.id, scene.making().now),
    );
    const there = !group.gone && group.projectId === projectId;
    expect(typeof removed === 'string' ? removed : removed.id).toBe(there ? group.id : 'not-found');
    for (const each of all) if (there && isUnder(each, group)) each.gone = true;
    if (there) formerNames.delete(placeOf(projectId, group.parent, group.name));
  }

  async function update(
    projectId: string,
    all: readonly Known[],
    formerNames: FormerNames,
    group: Known,
    name: string | undefined,
    parent: Known | null | undefined,
  ) {
    const asked = {
      ...(name === undefined ? {} : { name }),
      ...(parent === undefined ? {} : { parentId: parent?.id ?? null }),
    };
    const updated = await change(projectId, (records, within) =>
      updateNode(records, within, kind, group.id, asked, scene.making().now),
    );
    const there = !group.gone && group.projectId === projectId;
    const expected = there ? expectedUpdate(kind, all, group, name, parent) : 'not-found';
    expect(typeof updated === 'string' ? updated : 'done').toBe(expected);
    if (typeof updated === 'string') return;
    const to = parent === undefined ? group.parent : (parent ?? undefined);
    const before = placeOf(projectId, group.parent, group.name);
    if (placeOf(projectId, to, name ?? group.name) !== before) formerNames.set(before, group);
    if (to !== group.parent) {
      const siblings = all.filter(
        (each) => !each.gone && each.projectId === projectId && each.parent === to,
      );
      group.ordinal = Math.max(-1, ...siblings.map((each) => each.ordinal)) + 1;
      group.parent = to;
    }
    group.name = name ?? group.name;
    expect(updated.node).toMatchObject({ name: group.name, ordinal: group.ordinal });
  }

  async function swap(projectId: string, source: Known, target: Known) {
    const ids = { source: source.id, target: target.id };
    const swapped = await change(projectId, (records, within) =>
      swapNodes(records, within, kind, ids, scene.making().now),
    );
    const bothThere = [source, target].every((each) => !each.gone && each.projectId === projectId);
    const siblings = source.parent === target.parent;
    const expected = !bothThere ? 'not-found' : siblings ? undefined : 'invalid';
    expect(swapped).toBe(expected);
    if (expected !== undefined) return;
    [source.ordinal, target.ordinal] = [target.ordinal, source.ordinal];
  }
});
