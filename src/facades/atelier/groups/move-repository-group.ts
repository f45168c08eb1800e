import { int32, maxInt32, oneOf, Type } from '../../../contract/schema.ts';
import { updateNode } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { onGroup } from '../../on-group.ts';
import { changedGroup, changedGroupAnswer } from './group-answers.ts';
import { groupId } from './parameters.ts';

/** The vendor moves repositories, one at a time, and no groups. */
export const moveRepositoryGroup = operation({
  name: 'MoveRepositoryGroup',
  summary: 'Hanging a repository group with all that is below it under another parent',
  description:
    'All ids stay. Former clone addresses lead on until their names are taken. Under a private parent everything is private: visibility says that this is meant.',
  section: 'Repository Groups',
  method: 'POST',
  path: '/atelier/v1/repository-groups/{group_id}/move',
  parameters: { path: Type.Object({ group_id: groupId }) },
  body: Type.Object({
    parent_id: int32(0, maxInt32, {
      description: 'Repository group of the same project; 0: directly under the project.',
    }),
    visibility: Type.Optional(oneOf(['public', 'private'], { description: 'Default: as it is.' })),
  }),
  success: { status: 200, model: 'ChangedGroup', body: changedGroup },
  sdk: 'none',
  permission: onGroup({
    action: 'codeartsrepo:group:setGroup',
    accessLevel: 'Write',
    policy: 'must-allow',
    point: 'repository-group.view',
    groupPoint: 'repository-group.move',
    beyond: '`repository-group.create` under the new parent',
    source: 'inferred',
  }),
  transaction: 'write',
  example: { path: { group_id: 1 }, body: { parent_id: 0 } },
  async handle({ records, kinds, now }, { within, node }, { body }) {
    const { parent_id, visibility } = body;
    const parentId = parent_id === 0 ? null : String(parent_id);
    const change = { parentId, ...(visibility === undefined ? {} : { visibility }) };
    const kind = kinds.repositoryGroup;
    const updated = await updateNode(records, within, kind, node.id, change, now);
    return { body: changedGroupAnswer(updated) };
  },
});
