import { Type } from '../../../contract/schema.ts';
import { Problem } from '../../../domain/kernel/index.ts';
import { updateNode } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { onGroup } from '../../on-group.ts';
import { changeFields, changeOf } from '../described-node.ts';
import { changedGroup, changedGroupAnswer } from './group-answers.ts';
import { groupId } from './parameters.ts';

/** The vendor's console does this; its API has no call for it. */
export const updateRepositoryGroup = operation({
  name: 'UpdateRepositoryGroup',
  summary: 'Renaming a repository group, describing it anew and changing who sees it',
  description:
    'What is absent stays. Everything below a group that becomes private becomes private, too. After a rename former clone addresses lead on until their names are taken.',
  section: 'Repository Groups',
  method: 'PATCH',
  path: '/atelier/v1/repository-groups/{group_id}',
  parameters: { path: Type.Object({ group_id: groupId }) },
  body: Type.Object(changeFields),
  success: { status: 200, model: 'ChangedGroup', body: changedGroup },
  sdk: 'none',
  permission: onGroup({
    action: 'codeartsrepo:group:setGroup',
    accessLevel: 'Write',
    policy: 'must-allow',
    point: 'repository-group.view',
    groupPoint: 'repository-group.settings',
    beyond: '`repository-group.move` for another name',
    source: 'inferred',
  }),
  transaction: 'write',
  example: { path: { group_id: 1 }, body: { name: 'tools', visibility: 'private' } },
  async handle({ records, kinds, now }, { within, node }, { body }) {
    const change = changeOf(body);
    if (Object.keys(change).length === 0) {
      throw new Problem('invalid', {
        subject: 'repository group',
        field: 'name',
        reason: 'is required where there is neither a description nor a visibility',
      });
    }
    const kind = kinds.repositoryGroup;
    const updated = await updateNode(records, within, kind, node.id, change, now);
    return { body: changedGroupAnswer(updated) };
  },
});
