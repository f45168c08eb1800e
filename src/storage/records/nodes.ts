import { sql } from 'kysely';
import type { Node, NodeRecords } from '../../domain/tree/index.ts';
import { kindCode } from '../kind-codes.ts';
import { type Connection, firstRow, query } from '../query.ts';
import { nodeOf, type TreeKeyParams, treeParams } from './node-rows.ts';
import { nextOf } from './sequences.ts';

interface NodeKeyParams {
  readonly domainId: string;
  readonly kind: number;
  readonly id: string;
}

const findNode = query((db, p: NodeKeyParams) =>
  db
    .selectFrom('nodes')
    .selectAll()
    .where('domain_id', '=', p.domainId)
    .where('kind', '=', p.kind)
    .where('id', '=', p.id),
);

const findOwn = query((db, p: NodeKeyParams & { userId: string }) =>
  db
    .selectFrom('nodes')
    .select('id')
    .where('domain_id', '=', p.domainId)
    .where('kind', '=', p.kind)
    .where('id', '=', p.id)
    .where('creator_id', '=', p.userId),
);

/** Counts a node in; `top` is 1 where it hangs directly under the project, else 0. */
const countIn = query((db, p: TreeKeyParams & { top: number; firstOrdinal: number }) =>
  db
    .insertInto('trees')
    .values({
      domain_id: p.domainId,
      kind: p.kind,
      project_id: p.projectId,
      node_count: 1,
      child_count: p.top,
      top_ordinal: p.firstOrdinal,
    })
    .onConflict((conflict) =>
      conflict.columns(['domain_id', 'kind', 'project_id']).doUpdateSet({
        node_count: sql<number>`trees.node_count + 1`,
        child_count: sql<number>`trees.child_count + excluded.child_count`,
        top_ordinal: sql<number>`trees.top_ordinal + excluded.child_count`,
      }),
    )
    .returning(['node_count', 'top_ordinal']),
);

const countChild = query((db, p: NodeKeyParams) =>
  db
    .updateTable('nodes')
    .set({
      child_count: sql<number>`child_count + 1`,
      top_ordinal: sql<number>`top_ordinal + 1`,
    })
    .where('domain_id', '=', p.domainId)
    .where('kind', '=', p.kind)
    .where('id', '=', p.id)
    .returning('top_ordinal'),
);

const insertNode = query(
  (
    db,
    p: Omit<Node, 'kind' | 'parentId'> & { kind: number; parentId: string; siblingKey: string },
  ) =>
    db
      .insertInto('nodes')
      .values({
        domain_id: p.domainId,
        kind: p.kind,
        id: p.id,
        project_id: p.projectId,
        parent_id: p.parentId,
        path: p.path,
        name_path: p.namePath,
        depth: p.depth,
        name: p.name,
        sibling_key: p.siblingKey,
        description: p.description,
        visibility: p.visibility,
        ordinal: p.ordinal,
        child_count: 0,
        top_ordinal: -1,
        creator_id: p.creatorId,
        creator_name: p.creatorName,
        creator_number: p.creatorNumber,
        created_at: p.createdAt,
        updater_name: p.updaterName,
        updated_at: p.updatedAt,
      })
      .onConflict((conflict) => conflict.doNothing()),
);

/** A node and all below it: `.` and `/` are neighbours, so the range is exact. */
const deleteSubtree = query(
  (db, p: TreeKeyParams & { path: string; from: string; before: string }) =>
    db
      .deleteFrom('nodes')
      .where('domain_id', '=', p.domainId)
      .where('kind', '=', p.kind)
      .where('project_id', '=', p.projectId)
      .where(({ or, and, eb }) =>
        or([eb('path', '=', p.path), and([eb('path', '>=', p.from), eb('path', '<', p.before)])]),
      ),
);

interface LeaveParams extends TreeKeyParams {
  readonly parentId: string;
  readonly ordinal: number;
  readonly gone: number;
}

/** The highest ordinal left, looked for only where the highest has gone. */
function ordinalLeft(table: 'trees' | 'nodes', p: LeaveParams) {
  return sql<number>`case when ${sql.ref(`${table}.top_ordinal`)} > ${p.ordinal}
    then ${sql.ref(`${table}.top_ordinal`)}
    else (select coalesce(max(s.ordinal), -1) from nodes as s
      where s.domain_id = ${p.domainId} and s.kind = ${p.kind}
        and s.project_id = ${p.projectId} and s.parent_id = ${p.parentId}) end`;
}

const countOutOfTree = query((db, p: LeaveParams & { top: number }) =>
  db
    .updateTable('trees')
    .set({
      node_count: sql<number>`node_count - ${p.gone}`,
      child_count: sql<number>`child_count - ${p.top}`,
    })
    .where('domain_id', '=', p.domainId)
    .where('kind', '=', p.kind)
    .where('project_id', '=', p.projectId),
);

const settleTop = query((db, p: LeaveParams) =>
  db
    .updateTable('trees')
    .set({ top_ordinal: ordinalLeft('trees', p) })
    .where('domain_id', '=', p.domainId)
    .where('kind', '=', p.kind)
    .where('project_id', '=', p.projectId),
);

const countOutOfParent = query((db, p: LeaveParams) =>
  db
    .updateTable('nodes')
    .set({ child_count: sql<number>`child_count - 1`, top_ordinal: ordinalLeft('nodes', p) })
    .where('domain_id', '=', p.domainId)
    .where('kind', '=', p.kind)
    .where('id', '=', p.parentId),
);

export function nodeRecords(connection: Connection): NodeRecords {
  return {
    nextNumber: () => nextOf(connection, 'repository-node'),
    async findNode(domainId, kind, id) {
      const row = await firstRow(connection, findNode, { domainId, kind: kindCode(kind), id });
      return row && nodeOf(row);
    },
    async ownsAny(domainId, kind, ids, userId) {
      for (const id of ids) {
        const key = { domainId, kind: kindCode(kind), id, userId };
        if (await firstRow(connection, findOwn, key)) return true;
      }
      return false;
    },

    async countIn(tree, top) {
      const params = { ...treeParams(tree), top: Number(top), firstOrdinal: top ? 0 : -1 };
      const row = await firstRow(connection, countIn, params);
      return { nodes: row?.node_count ?? 0, topOrdinal: row?.top_ordinal ?? 0 };
    },
    async countChild(domainId, kind, parentId) {
      const key = { domainId, kind: kindCode(kind), id: parentId };
      const row = await firstRow(connection, countChild, key);
      if (!row) throw new Error(`no parent ${parentId} to count a child in`);
      return row.top_ordinal;
    },
    async insertNode(node, siblingKey) {
      const values = {
        ...node,
        kind: kindCode(node.kind),
        parentId: node.parentId ?? '',
        siblingKey,
      };
      return (await connection.changes(insertNode, values)) === 1;
    },

    async deleteSubtree(node) {
      const tree = treeParams(node);
      const { path, ordinal } = node;
      const range = { ...tree, path, from: `${path}.`, before: `${path}/` };
      const gone = await connection.changes(deleteSubtree, range);
      const top = Number(node.parentId === null);
      const left: LeaveParams = { ...tree, parentId: node.parentId ?? '', ordinal, gone };
      await connection.changes(countOutOfTree, { ...left, top });
      await connection.changes(top ? settleTop : countOutOfParent, left);
      return gone;
    },
  };
}
