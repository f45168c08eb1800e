import { Type } from '../../../contract/schema.ts';
import type { Principal, Slice } from '../../../domain/kernel/index.ts';
import type { ProjectWithCreator } from '../../../domain/projects/index.ts';
import { creatorOf, creatorSchema } from './creator.ts';

/** A page of projects, as every list of them is answered. */
export const projectListSchema = Type.Object({
  projects: Type.Array(
    Type.Object({
      project_num_id: Type.Integer({ description: 'Project number.' }),
      project_id: Type.String({ description: 'Project ID.' }),
      project_name: Type.String({ description: 'Project name.' }),
      description: Type.String({ description: 'Project description.' }),
      created_time: Type.Integer({ description: 'Creation time, in milliseconds.' }),
      updated_time: Type.Integer({ description: 'Time of the last change, in milliseconds.' }),
      project_type: Type.String({ description: 'Project type.' }),
      creator: creatorSchema,
    }),
  ),
  total: Type.Integer({ description: 'Projects of the whole list.' }),
});

/** A value of `projectListSchema`; projects and caller are of one account. */
export function projectList({ items, total }: Slice<ProjectWithCreator>, caller: Principal) {
  const projects = items.map((project) => ({
    project_num_id: project.number,
    project_id: project.id,
    project_name: project.name,
    description: project.description,
    created_time: project.createdAt,
    updated_time: project.updatedAt,
    project_type: project.type,
    creator: creatorOf(project, caller),
  }));
  return { projects, total };
}
