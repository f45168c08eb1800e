import { Type } from '../../../contract/schema.ts';
import { changeSettings } from '../../../domain/repositories/index.ts';
import { operation } from '../../context.ts';
import { onGroup } from '../../on-group.ts';
import { groupPath } from '../parameters.ts';

/** Source: CodeArts Repo API Reference, V4, Group, Updating the Watermark of a Group. */
export const updateGroupWatermark = operation({
  name: 'UpdateGroupWatermark',
  summary: 'Changing whether the code of a repository group is shown with a watermark',
  section: 'Group',
  method: 'PUT',
  path: '/v4/groups/{group_id}/watermark',
  parameters: { path: groupPath },
  body: Type.Object({
    watermark: Type.Boolean({ description: 'Whether there is one, in groups below too.' }),
  }),
  bodyModel: 'UpdateWatermarkDto',
  success: {
    status: 200,
    model: 'UpdateGroupWatermarkResponse',
    body: Type.Object({ watermark: Type.Boolean({ description: 'As it is now.' }) }),
  },
  permission: onGroup({
    action: 'codeartsrepo:group:setGroup',
    accessLevel: 'Write',
    policy: 'must-allow',
    point: 'repository-group.view',
    groupPoint: 'repository-group.settings',
    source: 'documented',
  }),
  transaction: 'write',
  example: { path: { group_id: 100001 }, body: { watermark: true } },
  async handle({ records, kinds, now }, { within, node }, { body }) {
    const kind = kinds.repositoryGroup;
    const { watermark } = await changeSettings(records, within, kind, node, body, now);
    return { body: { watermark } };
  },
});
