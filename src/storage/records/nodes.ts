import { type Kysely, sql } from 'kysely';
import { Problem } from '../../domain/kernel/index.ts';
import type { Node, NodeRecords } from '../../domain/tree/index.ts';
import { kindCode, typeCode } from '../kind-codes.ts';
import { nodeKey, numbersPerTree, topKey, treeOfKey } from '../node-keys.ts';
import { type Connection, firstRow, query } from '../query.ts';
import type { Tables } from '../tables.ts';
import { rolesIn } from './node-roles.ts';
import { nodeOf, nodes } from './node-rows.ts';
import { nextOf } from './sequences.ts';
import { plantedTree, raiseVersion, treeRow } from './trees.ts';

const findNode = query((db, p: { id: string }) => nodes(db).where('n.id', '=', p.id));

interface CountParams {
  readonly key: number;
  readonly top: number;
  readonly topOrdinal: number;
  /** 1 for a repository, else 0; `topRepository` where it hangs directly under the project. */
  readonly repository: number;
  readonly topRepository: number;
}

/** Counts a node into its tree; `top` is 1 where it hangs directly under the project, else 0. */
function ofTree(p: CountParams) {
  return {
    key: p.key,
    child_count: p.top,
    child_repositories: p.topRepository,
    top_ordinal: p.topOrdinal,
    node_count: 1,
    node_repositories: p.repository,
    numbered: 1,
    version: 1,
  };
}

interface UnderParams {
  readonly parentKey: number;
  readonly repository: number;
}

function ofParent(p: UnderParams) {
  return {
    key: p.parentKey,
    child_count: 1,
    child_repositories: p.repository,
    top_ordinal: 0,
    node_count: 0,
    node_repositories: 0,
    numbered: 0,
    version: 0,
  };
}

/** Adds to what is counted, and answers what it comes to. */
function added(db: Kysely<Tables>, rows: readonly Tables['counts'][]) {
  return db
    .insertInto('counts')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        child_count: sql<number>`counts.child_count + excluded.child_count`,
        child_repositories: sql<number>`counts.child_repositories + excluded.child_repositories`,
        top_ordinal: sql<number>`counts.top_ordinal + excluded.child_count`,
        node_count: sql<number>`counts.node_count + excluded.node_count`,
        node_repositories: sql<number>`counts.node_repositories + excluded.node_repositories`,
        numbered: sql<number>`counts.numbered + excluded.numbered`,
        version: sql<number>`counts.version + excluded.version`,
      }),
    )
    .returning(['key', 'top_ordinal', 'node_count', 'numbered']);
}

const countOnTop = query((db, p: CountParams) => added(db, [ofTree(p)]));
const countBelow = query((db, p: CountParams & UnderParams) => added(db, [ofTree(p), ofParent(p)]));

type InsertParams = Node & { parentKey: number; siblingKey: string; typeCode: number };

const insertNode = query((db, p: InsertParams) =>
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
      type: p.typeCode,
      ordinal: p.ordinal,
      creator_id: p.creatorId,
      creator_name: p.creatorName,
      creator_number: p.creatorNumber,
      created_at: p.createdAt,
      changed_at: p.createdAt,
      updater_name: null,
    })
    .onConflict((conflict) => conflict.doNothing()),
);

/**
 * The keys of a node and of those below it that have children, as their row of counts tells: most
 * nodes have none, so what is below is found by far fewer steps.
 */
export function parents(db: Kysely<Tables>, p: { key: number }) {
  return db.withRecursive('parents', (cte) =>
    cte
      .selectNoFrom(sql<number>`cast(${p.key} as bigint)`.as('key'))
      .unionAll(
        cte
          .selectFrom('parents')
          .innerJoin('nodes', 'nodes.parent_key', 'parents.key')
          .innerJoin('counts', 'counts.key', 'nodes.key')
          .select('nodes.key'),
      ),
  );
}

const measureSubtree = query((db, p: { id: string }) =>
  db
    .withRecursive('below', (cte) =>
      cte
        .selectFrom('nodes')
        .select(['key', sql<number>`1 - type`.as('level'), 'name_path'])
        .where('id', '=', p.id)
        .unionAll(
          cte
            .selectFrom('below')
            .innerJoin('nodes', 'nodes.parent_key', 'below.key')
            .select([
              'nodes.key',
              sql<number>`below.level + 1 - nodes.type`.as('level'),
              'nodes.name_path',
            ]),
        ),
    )
    .selectFrom('below')
    .select([
      sql<number>`max(level)`.as('levels'),
      sql<number>`max(length(name_path))`.as('longest'),
    ]),
);

const findSibling = query((db, p: { parentKey: number; siblingKey: string }) =>
  db
    .selectFrom('nodes')
    .select('key')
    .where('parent_key', '=', p.parentKey)
    .where('sibling_key', '=', p.siblingKey),
);

const countUnder = query((db, p: UnderParams) => added(db, [ofParent(p)]));

const changeNode = query((db, p: Node & { parentKey: number; siblingKey: string }) =>
  db
    .updateTable('nodes')
    .set({
      parent_key: p.parentKey,
      path: p.path,
      name_path: p.namePath,
      name: p.name,
      sibling_key: p.siblingKey,
      description: p.description,
      visibility: p.visibility,
      ordinal: p.ordinal,
      changed_at: p.updatedAt ?? p.createdAt,
      updater_name: p.updaterName,
    })
    .where('id', '=', p.id),
);

interface Repathed {
  readonly key: number;
  readonly path: string;
  readonly namePath: string;
  readonly formerPath: string;
  readonly formerNamePath: string;
}

const repathBelow = query((db, p: Repathed) =>
  parents(db, p)
    .updateTable('nodes')
    .set({
      path: sql<string>`cast(${p.path} as text) ||
        substr(path, length(cast(${p.formerPath} as text)) + 1)`,
      name_path: sql<string>`cast(${p.namePath} as text) ||
        substr(name_path, length(cast(${p.formerNamePath} as text)) + 1)`,
    })
    .where('parent_key', 'in', (some) => some.selectFrom('parents').select('key')),
);

const makePrivateBelow = query((db, p: { key: number }) =>
  parents(db, p)
    .updateTable('nodes')
    .set({ visibility: 'private' })
    .where('parent_key', 'in', (some) => some.selectFrom('parents').select('key'))
    .where('visibility', '=', 'public'),
);

/** The highest ordinal left is looked for only where the highest has gone. */
export const countOutOfParent = query(
  (db, p: { key: number; ordinal: number; repository: number }) =>
    db
      .updateTable('counts')
      .set({
        child_count: sql<number>`child_count - 1`,
        child_repositories: sql<number>`child_repositories - ${p.repository}`,
        top_ordinal: sql<number>`case when top_ordinal > ${p.ordinal} then top_ordinal
        else (select coalesce(max(s.ordinal), -1) from nodes as s
          where s.parent_key = ${p.key}) end`,
      })
      .where('key', '=', p.key),
);

export const placeOf = query((db, p: { id: string }) =>
  db.selectFrom('nodes').select(['parent_key', 'sibling_key']).where('id', '=', p.id),
);

export function nodeRecords(connection: Connection): NodeRecords {
  return {
    nextNumber: () => nextOf(connection, 'repository-node'),
    async findNode(domainId, kind, id) {
      const row = await firstRow(connection, findNode, { id });
      if (!row) return undefined;
      const tree = await treeRow(connection, treeOfKey(row.key));
      if (tree?.domain_id !== domainId || tree.kind !== kindCode(kind)) return undefined;
      return nodeOf(row, tree);
    },
    rolesIn: (ids, userIds) => rolesIn(connection, ids, userIds),

    async countIn(tree, type, parent) {
      const number = await plantedTree(connection, tree);
      const top = Number(parent === undefined);
      const key = nodeKey(number, 0);
      const repository = typeCode(type);
      const topRepository = top * repository;
      const params = { key, top, topOrdinal: top - 1, repository, topRepository };
      const rows = parent
        ? await connection.rows(countBelow, { ...params, parentKey: parent.key })
        : await connection.rows(countOnTop, params);
      const counted = rows.find((row) => row.key === key);
      const above = parent ? rows.find((row) => row.key === parent.key) : counted;
      if (!counted || !above) throw new Error('a count that was raised told nothing');
      if (counted.numbered >= numbersPerTree) throw allNumbered();
      return {
        nodes: counted.node_count,
        ordinal: above.top_ordinal,
        key: nodeKey(number, counted.numbered),
      };
    },
    async insertNode(node, parent, siblingKey) {
      const parentKey = parent?.key ?? topKey(node.key);
      const row = { ...node, parentKey, siblingKey, typeCode: typeCode(node.type) };
      return (await connection.changes(insertNode, row)) === 1;
    },

    async measureSubtree({ id }) {
      const row = await firstRow(connection, measureSubtree, { id });
      return { levels: Number(row?.levels), longestNamePath: Number(row?.longest) };
    },
    async isNameTaken(node, parent, siblingKey) {
      const parentKey = parent?.key ?? topKey(node.key);
      return (await firstRow(connection, findSibling, { parentKey, siblingKey })) !== undefined;
    },
    async countUnder(node, parent) {
      const [counted] = await connection.rows(countUnder, {
        parentKey: parent?.key ?? topKey(node.key),
        repository: typeCode(node.type),
      });
      if (!counted) throw new Error('a count that was raised told nothing');
      return counted.top_ordinal;
    },
    async changeNode(node, former, parent, siblingKey) {
      const { key, id } = node;
      const parentKey = parent?.key ?? topKey(key);
      const above = await firstRow(connection, placeOf, { id });
      await connection.changes(changeNode, { ...node, parentKey, siblingKey });
      if (node.childCount > 0 && (node.path !== former.path || node.namePath !== former.namePath)) {
        const { path, namePath } = node;
        const { path: formerPath, namePath: formerNamePath } = former;
        await connection.changes(repathBelow, { key, path, namePath, formerPath, formerNamePath });
      }
      if (above && above.parent_key !== parentKey) {
        const repository = typeCode(node.type);
        const left = { key: above.parent_key, ordinal: former.ordinal, repository };
        await connection.changes(countOutOfParent, left);
      }
      await raiseVersion(connection, node);
    },

    makePrivateBelow: ({ key }) => connection.changes(makePrivateBelow, { key }),
  };
}

function allNumbered(): Problem {
  return new Problem('limit-reached', {
    subject: 'group',
    reason: `a project can have had ${numbersPerTree - 1} groups at most, deleted ones included`,
  });
}
