import { Type } from '../../../contract/schema.ts';
import { exportGroups } from '../../../domain/repositories/index.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { projectPath } from '../deletions/parameters.ts';
import { writtenDocument } from './group-document.ts';

export const exportProjectGroups = operation({
  name: 'ExportGroups',
  summary: 'Exporting all groups and repositories of a project, without their content',
  section: 'Export and Import',
  method: 'GET',
  path: '/atelier/v1/projects/{project_id}/groups',
  parameters: { path: projectPath },
  success: {
    status: 200,
    model: 'GroupDocument',
    body: Type.Object({
      format: Type.String({ description: 'What the document is.' }),
      build_task_groups: Type.Array(
        Type.Object({ path: Type.String({ description: 'Names joined by /.' }) }),
        { description: 'A group before those under it, siblings from the last in order on.' },
      ),
      repository_groups: Type.Array(
        Type.Object({
          path: Type.String({ description: 'Names joined by /.' }),
          type: Type.String({ description: 'group or repository.' }),
          description: Type.String({ description: 'Its description.' }),
          visibility: Type.String({ description: 'private or public.' }),
        }),
        { description: 'Groups and repositories, in the same order.' },
      ),
    }),
  },
  sdk: 'none',
  permission: inProject({
    action: 'atelier:project:getGroups',
    accessLevel: 'Read',
    policy: 'must-allow',
    point: 'project.edit',
    source: 'inferred',
  }),
  transaction: 'read',
  example: { path: { project_id: '0b234373cf3f4b04ab2d8a245155e12b' } },
  async handle({ records, kinds }, within) {
    return { body: writtenDocument(await exportGroups(records, within, kinds)) };
  },
});
