import type { Permission } from '../contract/operation.ts';
import type { ProjectGrant } from '../domain/projects/index.ts';
import { authorizeOnNode, type Node } from '../domain/tree/index.ts';
import type { Context } from './context.ts';
import { type ProjectRow, principalOf } from './permissions.ts';

/** Asks policies and role in the project of the group that the path names by its id alone. */
export function onGroup(
  row: ProjectRow,
): Permission<Context, { readonly within: ProjectGrant; readonly node: Node }> {
  return {
    row,
    authorize(context, path) {
      const { records, kinds, origin } = context;
      const id = String(path.group_id);
      return authorizeOnNode(records, principalOf(context), row, kinds.repositoryGroup, id, origin);
    },
  };
}
