import type { Node, TreeKey } from '../../domain/tree/index.ts';
import { kindCode, kindOfCode } from '../kind-codes.ts';
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

export function nodeOf(row: Tables['nodes']): Node {
  return {
    domainId: row.domain_id,
    projectId: row.project_id,
    kind: kindOfCode(row.kind),
    id: row.id,
    parentId: row.parent_id === '' ? null : row.parent_id,
    path: row.path,
    namePath: row.name_path,
    depth: row.depth,
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
    updatedAt: row.updated_at,
  };
}
