import { Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { projectName } from '../../project-parameters.ts';

/** Source: CodeArts Req API Reference, Project Information, Checking Whether a Project Name Exists. */
export const checkProjectNameV4 = operation({
  name: 'CheckProjectNameV4',
  summary: 'Checking whether a project name is taken',
  section: 'Project Information',
  method: 'POST',
  path: '/v4/projects/check-name',
  parameters: {},
  body: Type.Object({ project_name: projectName }),
  bodyModel: 'CheckProjectNameRequestV4',
  success: {
    status: 200,
    model: 'CheckProjectNameV4Response',
    body: Type.Object({ exist: Type.Boolean({ description: 'Whether the name is taken.' }) }),
  },
  permission: inAccount({
    action: 'codeartsreq:project:checkName',
    accessLevel: 'Read',
    policy: 'may-deny',
    source: 'inferred',
  }),
  transaction: 'read',
  example: { body: { project_name: 'testDemo' } },
  async handle({ records }, { principal }, { body }) {
    const exist = await records.projects.isNameTaken(principal.domainId, body.project_name);
    return { body: { exist } };
  },
});
