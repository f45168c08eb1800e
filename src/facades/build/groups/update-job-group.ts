import { codeArtsProjectId, Type } from '../../../contract/schema.ts';
import { Problem } from '../../../domain/kernel/index.ts';
import { buildTaskGroupNames, updateNode } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { envelope, succeeded } from '../envelope.ts';
import { changedGroup, changedGroupAnswer } from '../group-answers.ts';

const groupId = {
  pattern: '^([0-9a-zA-Z]{32})?$',
  accepts: 'the 32 letters and digits of a build task group ID',
};

/** Source: CodeArts Build API Reference, Group Management, Updating a Build Task Group. */
export const updateJobGroup = operation({
  name: 'UpdateJobGroup',
  summary: 'Renaming a build task group or moving it under another',
  section: 'Group Management',
  method: 'PUT',
  path: '/v1/job/{project_id}/group/update',
  parameters: { path: Type.Object({ project_id: codeArtsProjectId() }) },
  body: Type.Object({
    id: Type.Optional(Type.String({ description: 'Primary key ID.', ...groupId })),
    name: Type.Optional(
      Type.String({
        description: 'Group name; absent: it stays.',
        accepts: buildTaskGroupNames({ strict: false }).accepts,
      }),
    ),
    parent_id: Type.Optional(
      Type.String({
        description: 'Parent group ID; absent: it stays, empty: the group comes to the top.',
        ...groupId,
      }),
    ),
    project_id: Type.Optional(Type.String({ description: 'Ignored: the path names the project.' })),
    group_id: Type.Optional(Type.String({ description: 'Read where id is absent.', ...groupId })),
  }),
  bodyModel: 'JobGroupRequestBody',
  success: {
    status: 200,
    model: 'UpdateJobGroupResponse',
    body: envelope(Type.Array(changedGroup)),
  },
  permission: inProject({
    action: 'codeartsbuild:group:updateGroup',
    accessLevel: 'Write',
    policy: 'may-deny',
    point: 'build-group.manage',
    source: 'inferred',
  }),
  transaction: 'write',
  example: {
    path: { project_id: 'b4d3971c3988463b865f6f920846149e' },
    body: { id: '626c66e962e44ce680b168c409d0502a', name: '1234' },
  },
  async handle({ records, kinds, now, buildTimeZone }, within, { body }) {
    const id = (body.id || body.group_id)?.toLowerCase();
    if (!id) {
      throw new Problem('invalid', {
        subject: 'build task group',
        field: 'id',
        reason: `is required and must be ${groupId.accepts}`,
      });
    }
    const parentId = body.parent_id?.toLowerCase();
    const change = {
      ...(body.name === undefined ? {} : { name: body.name }),
      ...(parentId === undefined ? {} : { parentId: parentId || null }),
    };
    const { node } = await updateNode(records, within, kinds.buildTaskGroup, id, change, now);
    return { body: succeeded([changedGroupAnswer(node, buildTimeZone)]) };
  },
});
