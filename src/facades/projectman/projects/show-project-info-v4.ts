import { Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { projectPath } from '../parameters.ts';
import { creatorOf, creatorSchema } from './creator.ts';

/** Source: CodeArts Req API Reference, Project Information, Obtaining Project Details. */
export const showProjectInfoV4 = operation({
  name: 'ShowProjectInfoV4',
  summary: 'Querying a project',
  section: 'Project Information',
  method: 'GET',
  path: '/v4/projects/{project_id}',
  parameters: { path: projectPath },
  success: {
    status: 200,
    model: 'ShowProjectInfoV4Response',
    body: Type.Object({
      project: Type.Object({
        project_num_id: Type.Integer({ description: 'Project number.' }),
        project_id: Type.String({ description: 'Project ID.' }),
        name: Type.String({ description: 'Project name.' }),
        created_on: Type.Integer({ description: 'Creation time, in milliseconds.' }),
        updated_on: Type.Integer({ description: 'Time of the last change, in milliseconds.' }),
        project_type: Type.String({ description: 'Project type.' }),
        archive: Type.Integer({ description: '1 for a project in use, which all are.' }),
        enterprise_id: Type.String({ description: 'Enterprise project ID: 0, the default one.' }),
        project_code: Type.String({ description: 'Project code: empty.' }),
        creator: creatorSchema,
      }),
    }),
  },
  permission: inProject({
    action: 'codeartsreq:project:get',
    accessLevel: 'Read',
    policy: 'may-deny',
    point: 'project.view',
    source: 'inferred',
  }),
  transaction: 'read',
  example: { path: { project_id: '41aff5a35e0d4d7a8c1a5b1d8a1e5c2f' } },
  async handle(_context, { project, grant }) {
    return {
      body: {
        project: {
          project_num_id: project.number,
          project_id: project.id,
          name: project.name,
          created_on: project.createdAt,
          updated_on: project.updatedAt,
          project_type: project.type,
          archive: 1,
          enterprise_id: '0',
          project_code: '',
          creator: creatorOf(project, grant.principal),
        },
      },
    };
  },
});
