import { Type } from '../../../contract/schema.ts';
import { changeSettings, maxPatternLength } from '../../../domain/repositories/index.ts';
import { operation } from '../../context.ts';
import { onGroup } from '../../on-group.ts';
import { groupPath } from '../parameters.ts';
import { policyFields, policyValues } from './general-policy.ts';

const pattern = (of: string) =>
  Type.Optional(
    Type.String({
      description:
        `What names of new ${of} have to match as a whole, in RE2 syntax.` +
        ' Empty: as the parent group or the project says.',
      maxLength: maxPatternLength,
      accepts: `a regular expression of at most ${maxPatternLength} characters`,
    }),
  );

/** Source: CodeArts Repo API Reference, V4, Group, Updating the General Policy of a Group. */
export const updateGroupGeneralPolicy = operation({
  name: 'UpdateGroupGeneralPolicy',
  summary: 'Changing the general policy of a repository group',
  description:
    'What is left out stays as it is. A group takes each setting that it has not set itself from ' +
    'the nearest group above it that has.',
  section: 'Group',
  method: 'PUT',
  path: '/v4/groups/{group_id}/general-policy',
  parameters: { path: groupPath },
  body: Type.Object({
    disable_fork: Type.Optional(policyFields.disable_fork),
    branch_name_regex: pattern('branches'),
    tag_name_regex: pattern('tags'),
    generate_pre_merge_ref: Type.Optional(policyFields.generate_pre_merge_ref),
  }),
  bodyModel: 'UpdateGeneralPolicyDto',
  success: {
    status: 200,
    model: 'UpdateGroupGeneralPolicyResponse',
    body: Type.Object(policyFields),
  },
  permission: onGroup({
    action: 'codeartsrepo:group:setGroup',
    accessLevel: 'Write',
    policy: 'must-allow',
    point: 'repository-group.view',
    groupPoint: 'repository-group.settings',
    source: 'inferred',
  }),
  transaction: 'write',
  example: {
    path: { group_id: 1 },
    body: { branch_name_regex: 'Branch_[a-zA-Z0-9_]+', tag_name_regex: 'v[0-9.]+' },
  },
  async handle({ records, kinds, now }, { within, node }, { body }) {
    const change = {
      forkDisabled: body.disable_fork,
      branchNames: body.branch_name_regex,
      tagNames: body.tag_name_regex,
      preMergeRefs: body.generate_pre_merge_ref,
    };
    const kind = kinds.repositoryGroup;
    const changed = await changeSettings(records, within, kind, node, change, now);
    return { body: policyValues(changed) };
  },
});
