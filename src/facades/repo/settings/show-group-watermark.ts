import { Type } from '../../../contract/schema.ts';
import { settingsIn } from '../../../domain/repositories/index.ts';
import { permits } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { onGroup } from '../../on-group.ts';
import { groupPath } from '../parameters.ts';
import { viewing } from '../viewing.ts';

/** Source: CodeArts Repo API Reference, V4, Group, Querying the Watermark of a Group. */
export const showGroupWatermark = operation({
  name: 'ShowGroupWatermark',
  summary: 'Querying whether the code of a repository group is shown with a watermark',
  section: 'Group',
  method: 'GET',
  path: '/v4/groups/{group_id}/watermark',
  parameters: { path: groupPath },
  success: {
    status: 200,
    model: 'ShowGroupWatermarkResponse',
    body: Type.Object({
      watermark: Type.Boolean({
        description: 'Whether there is one: as the group says, or the nearest above that does.',
      }),
      can_update: Type.Boolean({ description: 'Whether the caller may change it.' }),
    }),
  },
  permission: onGroup({ ...viewing.group, source: 'documented' }),
  transaction: 'read',
  example: { path: { group_id: 100001 }, answer: { watermark: false, can_update: true } },
  async handle({ records, kinds }, { within, node }) {
    const { watermark } = await settingsIn(records, node);
    const kind = kinds.repositoryGroup;
    const can_update = await permits(records, within, kind, node, 'repository-group.settings');
    return { body: { watermark, can_update } };
  },
});
