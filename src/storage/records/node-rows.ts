import { type Kysely, sql } from 'kysely';
import type { Node } from '../../domain/tree/index.ts';
import { kindOfCode, typeOfCode } from '../kind-codes.ts';
import { numbersPerTree } from '../node-keys.ts';
import type { Tables } from '../tables.ts';
import type { TreeRow } from './trees.ts';

/** What `nodeOf` reads of a node `n` with its counts `c`. */
export const nodeColumns = [
  'n.key',
  'n.id',
  'n.path',
  'n.name_path',
  'n.name',
  'n.description',
  'n.visibility',
  'n.type',
  'n.ordinal',
  'c.child_count',
  'c.child_repositories',
  'n.creator_id',
  'n.creator_name',
  'n.creator_number',
  'n.created_at',
  'n.changed_at',
  'n.updater_name',
] as const;

/** Nodes `n`, as `nodeOf` reads them. */
export function nodes(db: Kysely<Tables>) {
  return db.selectFrom('nodes as n').leftJoin('counts as c', 'c.key', 'n.key').select(nodeColumns);
}

/** Trees `t`, each with all its nodes `n`. */
export function treesWithNodes(db: Kysely<Tables>) {
  const size = sql.lit(numbersPerTree);
  return db
    .selectFrom('trees as t')
    .innerJoin('nodes as n', (join) =>
      join
        .on('n.parent_key', '>=', sql<number>`t.tree * ${size}`)
        .on('n.parent_key', '<', sql<number>`(t.tree + 1) * ${size}`),
    );
}

type NodeRow = Omit<Tables['nodes'], 'parent_key' | 'sibling_key'> & {
  readonly child_count: number | null;
  readonly child_repositories: number | null;
};

export function nodeOf(row: NodeRow, tree: TreeRow): Node {
  const ids = row.path.split('.');
  return {
    domainId: tree.domain_id,
    projectId: tree.project_id,
    kind: kindOfCode(tree.kind),
    type: typeOfCode(row.type),
    key: row.key,
    id: row.id,
    parentId: ids.at(-2) ?? null,
    path: row.path,
    namePath: row.name_path,
    depth: ids.length,
    name: row.name,
    description: row.description,
    visibility: row.visibility,
    ordinal: row.ordinal,
    childCount: row.child_count ?? 0,
    repositoryCount: row.child_repositories ?? 0,
    creatorId: row.creator_id,
    creatorName: row.creator_name,
    creatorNumber: row.creator_number,
    createdAt: row.created_at,
    updaterName: row.updater_name,
    updatedAt: row.updater_name === null ? null : row.changed_at,
  };
}
