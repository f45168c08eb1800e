import { nullable, Type } from '../../contract/schema.ts';
import type { Node } from '../../domain/tree/index.ts';

/** The fields that a group has in every answer; times stand in the zone of `offsetMinutes`. */
export function groupFields(node: Node, offsetMinutes: number) {
  return {
    id: node.id,
    name: node.name,
    project_id: node.projectId,
    parent_id: node.parentId,
    domain_id: node.domainId,
    create_user: node.creatorName,
    create_time: buildTime(node.createdAt, offsetMinutes),
    path_id: node.path,
  };
}

/** A group as the operations that make or change one answer it. */
export const changedGroup = Type.Object({
  id: Type.String({ description: 'Primary key ID.' }),
  name: Type.String({ description: 'Group name.' }),
  project_id: Type.String({ description: 'CodeArts project ID.' }),
  parent_id: nullable(Type.String({ description: 'Parent group ID.' })),
  group_id: Type.String({ description: 'Task group ID; the same as id.' }),
  domain_id: Type.String({ description: 'Tenant ID.' }),
  ordinal: Type.String({ description: 'Group index, a number as text.' }),
  create_user: Type.String({ description: 'Creator.' }),
  update_user: Type.String({ description: 'Who changed it last; at first the creator.' }),
  create_time: Type.String({ description: 'Creation time.' }),
  update_time: Type.String({ description: 'Modification time; at first the creation.' }),
  path_id: Type.String({ description: 'IDs from the top group down, joined by periods.' }),
});

/** The values of `changedGroup`; until the first update its user and time are those of the creation. */
export function changedGroupAnswer(node: Node, offsetMinutes: number) {
  return {
    ...groupFields(node, offsetMinutes),
    group_id: node.id,
    // A string here and an integer in the tree: so the typed SDKs declare it.
    ordinal: String(node.ordinal),
    update_user: node.updaterName ?? node.creatorName,
    update_time: buildTime(node.updatedAt ?? node.createdAt, offsetMinutes),
  };
}

/** `2025-06-05T07:31:13+0800`: no milliseconds, no colon in the offset. Source: page example. */
export function buildTime(ms: number, offsetMinutes: number): string {
  const local = new Date(ms + offsetMinutes * 60_000).toISOString().slice(0, 19);
  const minutes = Math.abs(offsetMinutes);
  const digits = String(Math.floor(minutes / 60) * 100 + (minutes % 60)).padStart(4, '0');
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${digits}`;
}
