import { type Kysely, sql } from 'kysely';
import { Problem } from '../../domain/kernel/index.ts';
import type { Node, NodeRecords } from '../../domain/tree/index.ts';
import { kindCode, typeCode } from '../kind-codes.ts';
import { nodeKey, numbersPerTree, topKey, treeOfKey } from '../node-keys.ts';
import { type Connection, firstRow, query, queryFamily } from '../query.ts';
import type { Tables } from '../tables.ts';
import { listed, placesFor, type ValueList, valueList } from '../value-lists.ts';
import { rolesIn } from './node-members.ts';
import { nodeOf, nodes } from './node-rows.ts';
import { nextOf } from './sequences.ts';
import { plantedTree, raiseVersion, treeNumber, treeRow, treeRowOf } from './trees.ts';

const findNode = query((db, p: { id: string }) => nodes(db).where('n.id', '=', p.id));

/** `places` for the names; the walk ends where a name leads nowhere. */
const findByNames = queryFamily((places) =>
  query((db, p: ValueList & { topKey: number; levels: number }) => {
    const names = listed<string>(p, 'name', Number(places)).map(
      (name, i) => sql`select ${sql.lit(i + 1)} as level, cast(${name} as text) as sibling_key`,
    );
    return nodes(db).where(
      'n.id',
      '=',
      sql<string>`(with recursive
        names as (${sql.join(names, sql` union all `)}),
        walk(level, id, key) as (
          select 0, (select id from nodes limit 0), cast(${p.topKey} as bigint)
          union all select names.level, found.id, found.key
            from walk cross join names cross join nodes as found
            where names.level = walk.level + 1 and found.id = coalesce(
              (select child.id from nodes as child
                where child.parent_key = walk.key and child.sibling_key = names.sibling_key),
              (select former.node_id from former_names as former
                where former.parent_key = walk.key and former.sibling_key = names.sibling_key)))
        select id from walk where level = ${p.levels})`,
    );
  }),
);

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

/** The keys of a node and of all below it. */
function subtree(db: Kysely<Tables>, p: { key: number }) {
  return db.withRecursive('subtree', (cte) =>
    cte
      .selectNoFrom(sql<number>`cast(${p.key} as bigint)`.as('key'))
      .unionAll(
        cte
          .selectFrom('subtree')
          .innerJoin('nodes', 'nodes.parent_key', 'subtree.key')
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
  subtree(db, p)
    .updateTable('nodes')
    .set({
      path: sql<string>`cast(${p.path} as text) ||
        substr(path, length(cast(${p.formerPath} as text)) + 1)`,
      name_path: sql<string>`cast(${p.namePath} as text) ||
        substr(name_path, length(cast(${p.formerNamePath} as text)) + 1)`,
    })
    .where('parent_key', 'in', (some) => some.selectFrom('subtree').select('key')),
);

const makePrivateBelow = query((db, p: { key: number }) =>
  subtree(db, p)
    .updateTable('nodes')
    .set({ visibility: 'private' })
    .where('parent_key', 'in', (some) => some.selectFrom('subtree').select('key'))
    .where('visibility', '=', 'public'),
);

const keepFormerName = query((db, p: { id: string }) =>
  db
    .insertInto('former_names')
    .columns(['parent_key', 'sibling_key', 'node_id'])
    .expression((from) =>
      from.selectFrom('nodes').select(['parent_key', 'sibling_key', 'id']).where('id', '=', p.id),
    )
    .onConflict((conflict) =>
      conflict.columns(['parent_key', 'sibling_key']).doUpdateSet({
        node_id: sql<string>`excluded.node_id`,
      }),
    ),
);

/** A name that was taken does not lead to whoever had it before once it is free again. */
const forgetFormerName = query((db, p: { parentKey: number; siblingKey: string }) =>
  db
    .deleteFrom('former_names')
    .where('parent_key', '=', p.parentKey)
    .where('sibling_key', '=', p.siblingKey),
);

const deleteCounts = query((db, p: { key: number }) =>
  subtree(db, p)
    .deleteFrom('counts')
    .where('key', 'in', (some) => some.selectFrom('subtree').select('key')),
);

/** What is kept of nodes of repository groups beside themselves. */
const deleteWhatIsKept = (['node_members', 'node_settings', 'protected_refs'] as const).map(
  (table) =>
    query((db, p: { key: number }) =>
      subtree(db, p)
        .deleteFrom(table)
        .where('node_key', 'in', (some) => some.selectFrom('subtree').select('key')),
    ),
);

/** Of a repository itself, or of those below a group. */
const deleteRepositories = query((db, p: { key: number; id: string }) =>
  subtree(db, p)
    .deleteFrom('repositories')
    .where((some) =>
      some.or([
        some('id', '=', p.id),
        some(
          'id',
          'in',
          some
            .selectFrom('nodes')
            .select('nodes.id')
            .where('nodes.type', '=', sql.lit(1))
            .where('nodes.parent_key', 'in', (keys) => keys.selectFrom('subtree').select('key')),
        ),
      ]),
    ),
);

const deleteBelow = query((db, p: { key: number }) =>
  subtree(db, p)
    .deleteFrom('nodes')
    .where('parent_key', 'in', (some) => some.selectFrom('subtree').select('key')),
);

const deleteNode = query((db, p: { id: string }) => db.deleteFrom('nodes').where('id', '=', p.id));

const countOutOfTree = query((db, p: { key: number; gone: number; repositories: number }) =>
  db
    .updateTable('counts')
    .set({
      node_count: sql<number>`node_count - ${p.gone}`,
      node_repositories: sql<number>`node_repositories - ${p.repositories}`,
      version: sql<number>`version + 1`,
    })
    .where('key', '=', p.key),
);

/** The highest ordinal left is looked for only where the highest has gone. */
const countOutOfParent = query((db, p: { key: number; ordinal: number; repository: number }) =>
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

const placeOf = query((db, p: { id: string }) =>
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
    async findByNames(tree, siblingKeys) {
      const number = await treeNumber(connection, tree);
      if (number === undefined) return undefined;
      const shape = String(placesFor(siblingKeys.length));
      const row = await firstRow(connection, findByNames(shape), {
        ...valueList('name', siblingKeys),
        topKey: nodeKey(number, 0),
        levels: siblingKeys.length,
      });
      return row && nodeOf(row, treeRowOf(tree));
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
    async keepFormerName({ id }) {
      await connection.changes(keepFormerName, { id });
    },

    async deleteSubtree(node) {
      const { key, id, ordinal, type, kind } = node;
      const above = await firstRow(connection, placeOf, { id });
      if (!above) return 0;
      await connection.changes(deleteCounts, { key });
      const ofRepositories = kind === 'repository-group';
      if (ofRepositories) {
        for (const each of deleteWhatIsKept) await connection.changes(each, { key });
      }
      const repositories = ofRepositories
        ? await connection.changes(deleteRepositories, { key, id })
        : 0;
      const below = await connection.changes(deleteBelow, { key });
      const gone = below + (await connection.changes(deleteNode, { id }));
      await connection.changes(countOutOfTree, { key: topKey(key), gone, repositories });
      const { parent_key: parentKey, sibling_key: siblingKey } = above;
      await connection.changes(forgetFormerName, { parentKey, siblingKey });
      const left = { key: parentKey, ordinal, repository: typeCode(type) };
      await connection.changes(countOutOfParent, left);
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
