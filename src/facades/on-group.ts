import type { Permission } from '../contract/operation.ts';
import { readText } from '../contract/read-input.ts';
import { Problem } from '../domain/kernel/index.ts';
import type { ProjectGrant } from '../domain/projects/index.ts';
import { authorizeOnNode, type Node } from '../domain/tree/index.ts';
import type { Context } from './context.ts';
import { type ProjectRow, principalOf, projectInQuery } from './permissions.ts';

export interface OnGroup {
  readonly within: ProjectGrant;
  readonly node: Node;
}

/** Asks policies and role in the project of the group that the path names by its id alone. */
export function onGroup(row: ProjectRow): Permission<Context, OnGroup> {
  return {
    row,
    authorize(context, path) {
      const { records, kinds, origin } = context;
      const id = String(path.group_id);
      return authorizeOnNode(records, principalOf(context), row, kinds.repositoryGroup, id, origin);
    },
  };
}

/** As `onGroup`, where the query names the group's project besides, of which no other will do. */
export function onGroupOfQueriedProject(row: ProjectRow): Permission<Context, OnGroup> {
  return {
    row,
    async authorize(context, path, query) {
      const { project_id } = readText(projectInQuery, query);
      const found = await onGroup(row).authorize(context, path, query);
      if (found.node.projectId === project_id.toLowerCase()) return found;
      throw new Problem('not-found', {
        subject: 'repository group',
        field: 'id',
        reason: 'there is no such repository group in the project',
      });
    },
  };
}
