import { codeArtsProjectId, Type } from '../../../contract/schema.ts';
import { deleteNode } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { envelope, succeeded } from '../envelope.ts';

/** Source: CodeArts Build API Reference, Group Management, Deleting a Build Task Group. */
export const deleteGroup = operation({
  name: 'DeleteGroup',
  summary: 'Deleting a build task group with its subgroups',
  section: 'Group Management',
  method: 'DELETE',
  path: '/v1/job/{project_id}/group/delete',
  parameters: {
    path: Type.Object({ project_id: codeArtsProjectId() }),
    query: Type.Object({
      id: Type.String({
        description: 'Primary key ID.',
        pattern: '^[0-9a-zA-Z]{32}$',
        accepts: 'the 32 letters and digits of a build task group ID',
      }),
    }),
  },
  success: {
    status: 200,
    model: 'DeleteGroupResponse',
    body: envelope(Type.Null()),
  },
  permission: inProject({
    action: 'codeartsbuild:group:deleteGroup',
    accessLevel: 'Write',
    policy: 'may-deny',
    point: 'build-group.manage',
    source: 'inferred',
  }),
  transaction: 'write',
  example: {
    path: { project_id: 'b4d3971c3988463b865f6f920846149e' },
    query: { id: '626c66e962e44ce680b168c409d0502a' },
  },
  async handle({ records, kinds, now }, within, { query }) {
    await deleteNode(records, within, kinds.buildTaskGroup, query.id.toLowerCase(), now);
    return { body: succeeded(null) };
  },
});
