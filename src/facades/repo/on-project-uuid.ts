import type { Permission } from '../../contract/operation.ts';
import type { ProjectGrant } from '../../domain/projects/index.ts';
import type { Context } from '../context.ts';
import { inProject, type ProjectRow } from '../permissions.ts';

/** As `inProject`, where the path calls the project's id as V1 and V2 do. */
export function inProjectOfUuid(row: ProjectRow): Permission<Context, ProjectGrant> {
  return {
    row,
    authorize: (context, { project_uuid }, query) =>
      inProject(row).authorize(context, { project_id: project_uuid }, query),
  };
}
