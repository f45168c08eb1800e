import { sql } from 'kysely';
import type { Node, TreeKey } from '../../domain/tree/index.ts';
import { kindCode } from '../kind-codes.ts';
import { topKey, topKeyOf } from '../node-keys.ts';
import { type Connection, firstRow, query, rememberedQuery } from '../query.ts';
import type { Tables } from '../tables.ts';

/** Which tree, as queries name it. */
interface TreeKeyParams {
  readonly domainId: string;
  readonly kind: number;
  readonly projectId: string;
}

/** Whose tree it is. */
export type TreeRow = Pick<Tables['trees'], 'domain_id' | 'kind' | 'project_id'>;

export function treeRowOf({ domainId, kind, projectId }: TreeKey): TreeRow {
  return { domain_id: domainId, kind: kindCode(kind), project_id: projectId };
}

function treeParams({ domainId, kind, projectId }: TreeKey): TreeKeyParams {
  return { domainId, kind: kindCode(kind), projectId };
}

const findTree = rememberedQuery((db, p: TreeKeyParams) =>
  db
    .selectFrom('trees')
    .select('tree')
    .where('domain_id', '=', p.domainId)
    .where('kind', '=', p.kind)
    .where('project_id', '=', p.projectId),
);

const findTreeRow = rememberedQuery((db, p: { tree: number }) =>
  db.selectFrom('trees').select(['domain_id', 'kind', 'project_id']).where('tree', '=', p.tree),
);

const plantTree = query((db, p: TreeKeyParams) =>
  db
    .insertInto('trees')
    .values({ domain_id: p.domainId, kind: p.kind, project_id: p.projectId })
    .onConflict((conflict) => conflict.doNothing()),
);

/** The number of a tree, undefined where the project has not had a node of the kind. */
export async function treeNumber(
  connection: Connection,
  tree: TreeKey,
): Promise<number | undefined> {
  return (await firstRow(connection, findTree, treeParams(tree)))?.tree;
}

/** The number of a tree, which is planted where it was not. */
export async function plantedTree(connection: Connection, tree: TreeKey): Promise<number> {
  const found = await treeNumber(connection, tree);
  if (found !== undefined) return found;
  await connection.changes(plantTree, treeParams(tree));
  const planted = await treeNumber(connection, tree);
  if (planted === undefined) throw new Error(`no tree in the project ${tree.projectId}`);
  return planted;
}

const raiseOne = query((db, p: { key: number }) =>
  db.updateTable('counts').set({ version: sql<number>`version + 1` }).where('key', '=', p.key),
);

/** Notes that lists of the node's tree may look different now. */
export async function raiseVersion(connection: Connection, { key }: Node): Promise<void> {
  await connection.changes(raiseOne, { key: topKey(key) });
}

const raiseEach = query((db, p: { domainId: string; projectId: string }) =>
  db
    .updateTable('counts')
    .set({ version: sql<number>`version + 1` })
    .where('key', 'in', (trees) =>
      trees
        .selectFrom('trees')
        .select(topKeyOf('trees.tree').as('key'))
        .where('domain_id', '=', p.domainId)
        .where('project_id', '=', p.projectId),
    ),
);

/** Notes that lists of a project's trees may look different now: its members have changed. */
export async function raiseVersions(
  connection: Connection,
  domainId: string,
  projectId: string,
): Promise<void> {
  await connection.changes(raiseEach, { domainId, projectId });
}

export function treeRow(connection: Connection, tree: number): Promise<TreeRow | undefined> {
  return firstRow(connection, findTreeRow, { tree });
}
