import { type Kysely, sql } from 'kysely';
import type { Node, TreeKey } from '../../domain/tree/index.ts';
import { kindCode, kindOfCode } from '../kind-codes.ts';
import { numbersPerTree } from '../node-keys.ts';
import type { Tables } from '../tables.ts';

/** Which tree, as queries name it. */
export interface TreeKeyParams {
  readonly domainId: string;
  readonly kind: number;
  readonly projectId: string;
}

export function treeParams({ domainId, kind, projectId }: TreeKey): TreeKeyParams {
  return { domainId, kind: kindCode(kind), projectId };
}

/** What `nodeOf` reads, of a node `n` and its tree `t`. */
export const nodeColumns = [
  't.domain_id',
  't.kind',
  't.project_id',
  'n.key',
  'n.id',
  'n.path',
  'n.name_path',
  'n.name',
  'n.description',
  'n.visibility',
  'n.ordinal',
  'n.child_count',
  'n.creator_id',
  'n.creator_name',
  'n.creator_number',
  'n.created_at',
  'n.changed_at',
  'n.updater_name',
] as const;

/** Nodes `n`, each with its tree `t`. */
export function nodesWithTree(db: Kysely<Tables>) {
  return db
    .selectFrom('nodes as n')
    .innerJoin('trees as t', (join) =>
      join.on('t.tree', '=', sql<number>`n.key / ${sql.lit(numbersPerTree)}`),
    );
}

/** Trees `t`, each with all its nodes `n`. */
export function treesWithNodes(db: Kysely<Tables>) {
  const size = sql.lit(numbersPerTree);
  return db
    .selectFrom('trees as t')
    .innerJoin('nodes as n', (join) =>
      join
        .on('n.key', '>', sql<number>`t.tree * ${size}`)
        .on('n.key', '<', sql<number>`(t.tree + 1) * ${size}`),
    );
}

export function nodeOf(
  row: Omit<Tables['nodes'], 'parent_key' | 'sibling_key' | 'top_ordinal'> &
    Pick<Tables['trees'], 'domain_id' | 'kind' | 'project_id'>,
): Node {
  const ids = row.path.split('.');
  return {
    domainId: row.domain_id,
    projectId: row.project_id,
    kind: kindOfCode(row.kind),
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
    childCount: row.child_count,
    creatorId: row.creator_id,
    creatorName: row.creator_name,
    creatorNumber: row.creator_number,
    createdAt: row.created_at,
    updaterName: row.updater_name,
    updatedAt: row.updater_name === null ? null : row.changed_at,
  };
}
