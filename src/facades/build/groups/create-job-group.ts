import { codeArtsProjectId, Type } from '../../../contract/schema.ts';
import { buildTaskGroupNames, createNode } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { envelope, succeeded } from '../envelope.ts';
import { changedGroup, changedGroupAnswer } from '../group-answers.ts';

/** Source: CodeArts Build API Reference, Group Management, Creating a Build Task Group. */
export const createJobGroup = operation({
  name: 'CreateJobGroup',
  summary: 'Creating a build task group',
  section: 'Group Management',
  method: 'POST',
  path: '/v1/job/{project_id}/group/create',
  parameters: { path: Type.Object({ project_id: codeArtsProjectId() }) },
  body: Type.Object({
    name: Type.String({
      description: 'Group name.',
      accepts: buildTaskGroupNames({ strict: false }).accepts,
    }),
    parent_id: Type.Optional(
      Type.String({
        description: 'Parent group ID; absent or empty for a group at the top.',
        pattern: '^([0-9a-zA-Z]{32})?$',
        accepts: 'the 32 letters and digits of a build task group ID',
      }),
    ),
    // Sent by clients and ignored: the path names the project, the server makes the ids.
    id: Type.Optional(Type.String({ description: 'Ignored: the server makes the ID.' })),
    project_id: Type.Optional(Type.String({ description: 'Ignored: the path names the project.' })),
    group_id: Type.Optional(Type.String({ description: 'Ignored: the server makes the ID.' })),
  }),
  bodyModel: 'JobGroupRequestBody',
  success: {
    status: 200,
    model: 'CreateJobGroupResponse',
    body: envelope(Type.Array(changedGroup)),
  },
  // Only the page's table says that the name is required; the model of the SDKs has no such mark.
  sdk: { required: { name: false } },
  permission: inProject({
    action: 'codeartsbuild:group:createGroup',
    accessLevel: 'Write',
    policy: 'may-deny',
    point: 'build-group.manage',
    source: 'inferred',
  }),
  transaction: 'write',
  example: {
    path: { project_id: 'b4d3971c3988463b865f6f920846149e' },
    body: {
      project_id: 'b4d3971c3988463b865f6f920846149e',
      name: 'New group-53994140',
      parent_id: '626c66e962e44ce680b168c409d0502a',
    },
    answer: {
      result: [
        {
          id: '70e158b6054e442893d7f5a79d34ce61',
          name: 'New group-53994140',
          project_id: 'b4d3971c3988463b865f6f920846149e',
          parent_id: '626c66e962e44ce680b168c409d0502a',
          group_id: '70e158b6054e442893d7f5a79d34ce61',
          domain_id: '60021bab32fd450aa2cb89226f425e06',
          ordinal: '2',
          create_user: 'test1',
          update_user: 'test1',
          create_time: '2025-06-05T07:31:13+0800',
          update_time: '2025-06-05T07:31:13+0800',
          path_id: '626c66e962e44ce680b168c409d0502a.70e158b6054e442893d7f5a79d34ce61',
        },
      ],
      error: null,
      status: 'success',
    },
  },
  async handle(context, within, { body }) {
    const parentId = body.parent_id?.toLowerCase();
    const wanted = { name: body.name, ...(parentId ? { parentId } : {}) };
    const node = await createNode(
      context.records,
      within,
      context.kinds.buildTaskGroup,
      wanted,
      context,
    );
    return { body: succeeded([changedGroupAnswer(node, context.buildTimeZone)]) };
  },
});
