import { nullable, Type } from '../../../contract/schema.ts';
import { ownFamilies } from '../../../domain/repositories/index.ts';
import { permits } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { onGroup } from '../../on-group.ts';
import { groupPath } from '../parameters.ts';
import { viewing } from '../viewing.ts';
import { familyOf, settingTypes } from './setting-families.ts';

const own = 0;
const inherited = 1;

/** Kinds of settings that only this answer knows; nothing here is set by them. */
const unknownElsewhere = [
  'ownership',
  'pbi',
  'change_requests',
  'custom_ctrl_items',
  'issues',
  'cr_evaluation',
  'committer_settings',
  'stream_event_settings',
  'pipeline_settings',
  'issue_templates',
  'cr_comment_templates',
] as const;

type Kind = (typeof settingTypes)[number] | (typeof unknownElsewhere)[number];
const kindsOfSettings: readonly Kind[] = [...settingTypes, ...unknownElsewhere];

function ofEachKind<Value>(value: (kind: Kind) => Value): Record<Kind, Value> {
  return Object.fromEntries(kindsOfSettings.map((each) => [each, value(each)])) as Record<
    Kind,
    Value
  >;
}

/** Source: CodeArts Repo SDK; its numbers are not documented, and ours are inferred. */
export const showGroupSettingsInheritCfg = operation({
  name: 'ShowGroupSettingsInheritCfg',
  summary: 'Querying in numbers which settings a repository group inherits',
  section: 'Group',
  method: 'GET',
  path: '/v4/groups/{group_id}/settings-inherit-cfg',
  parameters: { path: groupPath },
  success: {
    status: 200,
    model: 'ShowGroupSettingsInheritCfgResponse',
    body: Type.Object({
      can_update: Type.Boolean({ description: "Whether the caller may change the group's." }),
      id: nullable(Type.Integer()),
      product_id: Type.String({ description: 'CodeArts project ID.' }),
      namespace_id: Type.Integer({ description: 'Repository group ID.' }),
      parent_id: nullable(Type.Integer({ description: 'Parent repository group ID.' })),
      ...ofEachKind(() =>
        Type.Integer({ description: '0 set in the group itself, 1 all from above.' }),
      ),
      created_at: nullable(Type.String()),
      update_at: nullable(Type.String()),
    }),
  },
  permission: onGroup({ ...viewing.group, source: 'inferred' }),
  transaction: 'read',
  example: { path: { group_id: 1 } },
  async handle({ records, kinds }, { within, node }) {
    const kind = kinds.repositoryGroup;
    const families = await ownFamilies(records, node);
    return {
      body: {
        can_update: await permits(records, within, kind, node, 'repository-group.settings'),
        id: null,
        product_id: node.projectId,
        namespace_id: Number(node.id),
        parent_id: node.parentId === null ? null : Number(node.parentId),
        ...ofEachKind((each) => {
          const family = familyOf(each);
          return family && families.has(family) ? own : inherited;
        }),
        created_at: null,
        update_at: null,
      },
    };
  },
});
