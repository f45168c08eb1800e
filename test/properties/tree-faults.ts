import type { Store } from '../../src/domain/store.ts';
import type { Node, TreeKey, TreeKind } from '../../src/domain/tree/index.ts';

/** A tree as it is stored, with the counts that are kept beside its nodes. */
interface StoredTree {
  readonly nodes: readonly Node[];
  readonly nodeCount: number;
  readonly topCount: number;
  /** The ordinal that a new child would get, by the id of its parent; '' for the project. */
  readonly nextOrdinal: ReadonlyMap<string, number>;
}

/**
 * What contradicts itself in a stored tree, in words; nothing where every invariant holds: one path
 * a node, derived from parents; siblings unique; ordinals distinct and the next one highest; kept
 * counts equal to what is there; no orphans; nothing public under something private.
 */
export async function treeFaults(
  store: Store,
  kind: TreeKind,
  project: Pick<TreeKey, 'domainId' | 'projectId'>,
): Promise<string[]> {
  const { domainId, projectId } = project;
  const stored = await storedTree(store, { domainId, projectId, kind: kind.name });
  const { nodes } = stored;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const children = Map.groupBy(nodes, (node) => node.parentId ?? '');
  const faults: string[] = [];
  const expect = (what: string, actual: unknown, expected: unknown) => {
    if (actual !== expected) faults.push(`${what} is ${actual} and should be ${expected}`);
  };

  expect('number of different ids', byId.size, nodes.length);
  expect('node_count', stored.nodeCount, nodes.length);
  expect('child_count of the project', stored.topCount, children.get('')?.length ?? 0);
  for (const node of nodes) {
    const parent = node.parentId === null ? undefined : byId.get(node.parentId);
    if (node.parentId !== null && !parent) faults.push(`${node.id} is an orphan`);
    const under = (above: string | undefined, own: string, joint: string) =>
      above === undefined ? own : `${above}${joint}${own}`;
    expect(`path of ${node.id}`, node.path, under(parent?.path, node.id, '.'));
    expect(`name path of ${node.id}`, node.namePath, under(parent?.namePath, node.name, '/'));
    expect(`depth of ${node.id}`, node.depth, (parent?.depth ?? 0) + 1);
    const below = children.get(node.id) ?? [];
    expect(`child_count of ${node.id}`, node.childCount, below.length);
    const repositories = below.filter(({ type }) => type === 'repository').length;
    expect(`child_repositories of ${node.id}`, node.repositoryCount, repositories);
    if (node.type === 'repository') expect(`children of ${node.id}`, below.length, 0);
    if (parent?.visibility === 'private') {
      expect(`visibility of ${node.id}`, node.visibility, 'private');
    }
    const levels = node.type === 'group' ? node.depth : node.depth - 1;
    if (levels > kind.maxDepth) faults.push(`${node.id} is too deep`);
  }
  for (const [parentId, siblings] of children) {
    const where = parentId === '' ? 'the project' : parentId;
    const keys = siblings.map(({ name }) => (kind.names.caseSensitive ? name : name.toLowerCase()));
    expect(`number of names under ${where}`, new Set(keys).size, siblings.length);
    const ordinals = siblings.map((node) => node.ordinal);
    expect(`number of ordinals under ${where}`, new Set(ordinals).size, siblings.length);
    const falling = ordinals.toSorted((a, b) => b - a).join();
    expect(`order under ${where}`, ordinals.join(), falling);
  }
  for (const [parentId, next] of stored.nextOrdinal) {
    const ordinals = (children.get(parentId) ?? []).map((node) => node.ordinal);
    expect(`next ordinal under ${parentId}`, next, Math.max(-1, ...ordinals) + 1);
  }
  return faults;
}

/** Reads a tree in one transaction; kept numbers that no record tells show when they are raised. */
async function storedTree(store: Store, tree: TreeKey): Promise<StoredTree> {
  let stored: StoredTree | undefined;
  const undo = new Error('only looking');
  await store
    .write(async ({ tree: records }) => {
      const nodes = await records.listTree(tree);
      const list = { order: 'id', descending: false, page: { offset: 0, limit: 1 } } as const;
      const top = await records.listChildren(tree, undefined, { sees: 'all' }, list);
      const counted = await records.countIn(tree, 'group', undefined);
      const nextOrdinal = new Map([['', counted.ordinal]]);
      for (const node of nodes) {
        nextOrdinal.set(node.id, (await records.countIn(tree, 'group', node)).ordinal);
      }
      stored = { nodes, nodeCount: counted.nodes - 1, topCount: top.total, nextOrdinal };
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  if (!stored) throw new Error('nothing was read');
  return stored;
}
