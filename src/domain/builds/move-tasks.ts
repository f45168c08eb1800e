import { type AuditRecords, recordChange } from '../audit/index.ts';
import type { ProjectGrant } from '../projects/index.ts';
import { type Node, seeNode, type TreeKind, type TreeRecords } from '../tree/index.ts';
import type { BuildRecords } from './ports.ts';
import { taskNotFound } from './task-rules.ts';

type Records = {
  readonly audit: AuditRecords;
  readonly builds: BuildRecords;
  readonly tree: TreeRecords;
};

/**
 * Puts tasks of the project into a group, or makes them ungrouped, all of them or none. Answers the
 * group. Throws Problem `not-found` (group, task).
 */
export async function moveTasks(
  records: Records,
  within: ProjectGrant,
  groups: TreeKind,
  ids: readonly string[],
  groupId: string | null,
  now: number,
): Promise<Node | null> {
  const { domainId, id: projectId } = within.project;
  const group = groupId && (await seeNode(records, within, groups, groupId, 'group'));
  const distinct = [...new Set(ids)];
  const found = await records.builds.findIdsInProject(domainId, projectId, distinct);
  if (found.length < distinct.length) throw taskNotFound('task');
  await records.builds.moveTasks(domainId, distinct, groupId);
  for (const id of distinct) {
    await recordChange(records, within.grant, { at: now, resource: `build-task/${id}`, projectId });
  }
  return group || null;
}
