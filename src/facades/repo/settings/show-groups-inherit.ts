import { nullable, oneOf, Type } from '../../../contract/schema.ts';
import { sourceOf } from '../../../domain/repositories/index.ts';
import { permits } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { onGroup } from '../../on-group.ts';
import { groupPath } from '../parameters.ts';
import { viewing } from '../viewing.ts';
import { familyOf, settingTypes } from './setting-families.ts';

/** Source: CodeArts Repo API Reference, V4, Group, Querying the Source of a Setting. */
export const showGroupsInherit = operation({
  name: 'ShowGroupsInherit',
  summary: 'Querying where the settings of one kind come from in a repository group',
  section: 'Group',
  method: 'GET',
  path: '/v4/groups/{group_id}/inherit',
  parameters: {
    path: groupPath,
    query: Type.Object({
      setting_type: oneOf([...settingTypes], { description: 'Kind of settings.' }),
    }),
  },
  success: {
    status: 200,
    model: 'ShowGroupsInheritResponse',
    body: Type.Object({
      group_id: nullable(Type.String({ description: 'Group that they come from.' })),
      source_setting: Type.String({ description: 'group or project.' }),
      project_id: Type.String({ description: 'CodeArts project ID.' }),
      upward_inherit_editable: Type.Boolean({
        description: 'Whether the caller may set them in the group itself.',
      }),
    }),
  },
  sdk: { enums: ['setting_type'] },
  permission: onGroup({ ...viewing.group, source: 'inferred' }),
  transaction: 'read',
  example: { path: { group_id: 1 }, query: { setting_type: 'watermark' } },
  async handle({ records, kinds }, { within, node }, { query }) {
    const family = familyOf(query.setting_type);
    const source = family && (await sourceOf(records, node, family));
    const kind = kinds.repositoryGroup;
    return {
      body: {
        group_id: source?.nodeId ?? null,
        source_setting: source?.nodeId ? 'group' : 'project',
        project_id: node.projectId,
        upward_inherit_editable:
          family !== undefined &&
          (await permits(records, within, kind, node, 'repository-group.settings')),
      },
    };
  },
});
