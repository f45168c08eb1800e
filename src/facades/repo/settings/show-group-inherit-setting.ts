import { Type } from '../../../contract/schema.ts';
import { ownFamilies } from '../../../domain/repositories/index.ts';
import { operation } from '../../context.ts';
import { onGroup } from '../../on-group.ts';
import { groupPath } from '../parameters.ts';
import { viewing } from '../viewing.ts';
import { familyOf, settingTypes } from './setting-families.ts';

/** Source: CodeArts Repo API Reference, V4, Group, Querying the Inheritance of Settings. */
export const showGroupInheritSetting = operation({
  name: 'ShowGroupInheritSetting',
  summary: 'Querying which settings a repository group has set itself and which it inherits',
  section: 'Group',
  method: 'GET',
  path: '/v4/groups/{group_id}/inherit-setting',
  parameters: { path: groupPath },
  success: {
    status: 200,
    model: 'ShowGroupInheritSettingResponse',
    body: Type.Array(
      Type.Object({
        name: Type.String({ description: 'Kind of settings.' }),
        inherit_mod: Type.String({
          description: 'custom: set in the group itself, or force_inherit: all from above.',
        }),
      }),
    ),
  },
  permission: onGroup({ ...viewing.group, source: 'inferred' }),
  transaction: 'read',
  example: { path: { group_id: 1 } },
  async handle({ records }, { node }) {
    const own = await ownFamilies(records, node);
    const body = settingTypes.map((name) => {
      const family = familyOf(name);
      return { name, inherit_mod: family && own.has(family) ? 'custom' : 'force_inherit' };
    });
    return { body };
  },
});
