import { sql } from 'kysely';
import { Problem } from '../../domain/kernel/index.ts';
import type { Node, NodeRecords } from '../../domain/tree/index.ts';
import { kindCode } from '../kind-codes.ts';
import { nodeKey, numbersPerTree, topKey, treeOfKey } from '../node-keys.ts';
import { type Connection, firstRow, query } from '../query.ts';
import { nodeColumns, nodeOf, nodesWithTree, type TreeKeyParams, treeParams } from './node-rows.ts';
import { nextOf } from './sequences.ts';

interface NodeIdParams {
  readonly domainId: string;
  readonly kind: number;
  readonly id: string;
}

const findNode = query((db, p: NodeIdParams) =>
  nodesWithTree(db)
    .select(nodeColumns)
    .where('n.id', '=', p.id)
    .where('t.domain_id', '=', p.domainId)
    .where('t.kind', '=', p.kind),
);

const findOwn = query((db, p: NodeIdParams & { userId: string }) =>
  nodesWithTree(db)
    .select('n.id')
    .where('n.id', '=', p.id)
    .where('n.creator_id', '=', p.userId)
    .where('t.domain_id', '=', p.domainId)
    .where('t.kind', '=', p.kind),
);

const plantTree = query((db, p: TreeKeyParams) =>
  db
    .insertInto('trees')
    .values({
      domain_id: p.domainId,
      kind: p.kind,
      project_id: p.projectId,
      node_count: 0,
      child_count: 0,
      top_ordinal: -1,
      numbered: 0,
    })
    .onConflict((conflict) => conflict.doNothing()),
);

/** Counts a node in; `top` is 1 where it hangs directly under the project, else 0. */
const countIntoTree = query((db, p: TreeKeyParams & { top: number }) =>
  db
    .updateTable('trees')
    .set({
      node_count: sql<number>`node_count + 1`,
      child_count: sql<number>`child_count + ${p.top}`,
      top_ordinal: sql<number>`top_ordinal + ${p.top}`,
      numbered: sql<number>`numbered + 1`,
    })
    .where('domain_id', '=', p.domainId)
    .where('kind', '=', p.kind)
    .where('project_id', '=', p.projectId)
    .returning(['tree', 'node_count', 'top_ordinal', 'numbered']),
);

const countIntoParent = query((db, p: { key: number }) =>
  db
    .updateTable('nodes')
    .set({
      child_count: sql<number>`child_count + 1`,
      top_ordinal: sql<number>`top_ordinal + 1`,
    })
    .where('key', '=', p.key)
    .returning('top_ordinal'),
);

const insertNode = query((db, p: Node & { parentKey: number; siblingKey: string }) =>
  db
    .insertInto('nodes')
    .values({
      key: p.key,
      parent_key: p.parentKey,
      id: p.id,
      path: p.path,
      name_path: p.namePath,
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
      changed_at: p.createdAt,
      updater_name: null,
    })
    .onConflict((conflict) => conflict.doNothing()),
);

const deleteSubtree = query((db, p: { key: number }) =>
  db
    .withRecursive('below', (cte) =>
      cte
        .selectFrom('nodes')
        .select('key')
        .where('key', '=', p.key)
        .unionAll(
          cte
            .selectFrom('below')
            .innerJoin('nodes', 'nodes.parent_key', 'below.key')
            .select('nodes.key'),
        ),
    )
    .deleteFrom('nodes')
    .where('key', 'in', (some) => some.selectFrom('below').select('key')),
);

interface LeaveParams {
  readonly tree: number;
  readonly parentKey: number;
  readonly ordinal: number;
  readonly gone: number;
}

/** The highest ordinal left, looked for only where the highest has gone. */
function ordinalLeft(table: 'trees' | 'nodes', p: LeaveParams) {
  return sql<number>`case when ${sql.ref(`${table}.top_ordinal`)} > ${p.ordinal}
    then ${sql.ref(`${table}.top_ordinal`)}
    else (select coalesce(max(s.ordinal), -1) from nodes as s
      where s.parent_key = ${p.parentKey}) end`;
}

const countOutOfTree = query((db, p: LeaveParams & { top: number }) =>
  db
    .updateTable('trees')
    .set({
      node_count: sql<number>`node_count - ${p.gone}`,
      child_count: sql<number>`child_count - ${p.top}`,
    })
    .where('tree', '=', p.tree),
);

const settleTop = query((db, p: LeaveParams) =>
  db
    .updateTable('trees')
    .set({ top_ordinal: ordinalLeft('trees', p) })
    .where('tree', '=', p.tree),
);

const countOutOfParent = query((db, p: LeaveParams) =>
  db
    .updateTable('nodes')
    .set({ child_count: sql<number>`child_count - 1`, top_ordinal: ordinalLeft('nodes', p) })
    .where('key', '=', p.parentKey),
);

const parentKeyOf = query((db, p: { key: number }) =>
  db.selectFrom('nodes').select('parent_key').where('key', '=', p.key),
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

    async countIn(tree, parent) {
      const params = { ...treeParams(tree), top: Number(parent === undefined) };
      let counted = await firstRow(connection, countIntoTree, params);
      if (!counted) {
        await connection.changes(plantTree, params);
        counted = await firstRow(connection, countIntoTree, params);
      }
      if (!counted) throw new Error(`no tree of ${tree.kind}s in the project ${tree.projectId}`);
      if (counted.numbered >= numbersPerTree) throw allNumbered();
      const above = parent ? await firstRow(connection, countIntoParent, parent) : counted;
      if (!above) throw new Error(`no parent ${parent?.id} to count a child in`);
      return {
        nodes: counted.node_count,
        ordinal: above.top_ordinal,
        key: nodeKey(counted.tree, counted.numbered),
      };
    },
    async insertNode(node, parent, siblingKey) {
      const parentKey = parent?.key ?? topKey(node.key);
      return (await connection.changes(insertNode, { ...node, parentKey, siblingKey })) === 1;
    },

    async deleteSubtree(node) {
      const { key, ordinal } = node;
      const found = await firstRow(connection, parentKeyOf, { key });
      if (!found) return 0;
      const gone = await connection.changes(deleteSubtree, { key });
      const top = Number(node.parentId === null);
      const left = { tree: treeOfKey(key), parentKey: found.parent_key, ordinal, gone };
      await connection.changes(countOutOfTree, { ...left, top });
      await connection.changes(top ? settleTop : countOutOfParent, left);
      return gone;
    },
  };
}

function allNumbered(): Problem {
  return new Problem('limit-reached', {
    subject: 'group',
    reason: `a project can have had ${numbersPerTree - 1} groups at most, deleted ones included`,
  });
}
