import type { Node } from '../../domain/tree/index.ts';

/** The success envelope around every answer of Build's group operations. */
export function succeeded<Result>(result: Result): {
  result: Result;
  error: null;
  status: 'success';
} {
  return { result, error: null, status: 'success' };
}

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

/** `2025-06-05T07:31:13+0800`: no milliseconds, no colon in the offset. Source: page example. */
export function buildTime(ms: number, offsetMinutes: number): string {
  const local = new Date(ms + offsetMinutes * 60_000).toISOString().slice(0, 19);
  const minutes = Math.abs(offsetMinutes);
  const digits = String(Math.floor(minutes / 60) * 100 + (minutes % 60)).padStart(4, '0');
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${digits}`;
}
