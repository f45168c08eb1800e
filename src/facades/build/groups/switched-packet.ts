import { codeArtsProjectId, Type } from '../../../contract/schema.ts';
import { swapNodes } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { envelope, succeeded } from '../envelope.ts';

const groupId = (description: string) =>
  Type.String({
    description,
    pattern: '^[0-9a-zA-Z]{32}$',
    accepts: 'the 32 letters and digits of a build task group ID',
  });

/** Source: CodeArts Build API Reference, Group Management, Swapping Build Task Groups. */
export const switchedPacket = operation({
  name: 'SwitchedPacket',
  summary: 'Exchanging the places of two build task groups under the same parent',
  section: 'Group Management',
  method: 'POST',
  path: '/v1/job/{project_id}/group/swap',
  parameters: {
    path: Type.Object({ project_id: codeArtsProjectId() }),
    query: Type.Object({
      source_group_id: groupId('ID of one group.'),
      target_group_id: groupId('ID of the other group.'),
    }),
  },
  success: {
    status: 200,
    model: 'SwitchedPacketResponse',
    body: envelope(Type.Null()),
  },
  permission: inProject({
    action: 'codeartsbuild:group:swapGroups',
    accessLevel: 'Write',
    policy: 'may-deny',
    point: 'build-group.manage',
    source: 'inferred',
  }),
  transaction: 'write',
  example: {
    path: { project_id: 'b4d3971c3988463b865f6f920846149e' },
    query: {
      source_group_id: '626c66e962e44ce680b168c409d0502a',
      target_group_id: '70e158b6054e442893d7f5a79d34ce61',
    },
  },
  async handle({ records, kinds, now }, within, { query }) {
    const ids = {
      source: query.source_group_id.toLowerCase(),
      target: query.target_group_id.toLowerCase(),
    };
    await swapNodes(records, within, kinds.buildTaskGroup, ids, now);
    return { body: succeeded(null) };
  },
});
