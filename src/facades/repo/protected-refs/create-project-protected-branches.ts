import { Type } from '../../../contract/schema.ts';
import { namedIn, protectInProject } from '../../../domain/repositories/index.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { projectPath } from '../parameters.ts';
import { ruleFields, ruleValues } from './rule-answers.ts';
import { actionsAskedFor, branchName, wantedActions } from './wanted-rules.ts';

/** Source: CodeArts Repo API Reference, V4, ProtectedRefs, Creating a Protected Branch of a Project. */
export const createProjectProtectedBranches = operation({
  name: 'CreateProjectProtectedBranches',
  summary: 'Protecting branches of all repositories of a project',
  description:
    'Nobody deletes a protected branch or replaces what is in it, unless allowed_force_push is ' +
    'switched on; a push has to be let through by every rule that covers the branch.',
  section: 'ProtectedRefs',
  method: 'POST',
  path: '/v4/projects/{project_id}/protected-branches',
  parameters: { path: projectPath },
  body: Type.Object({
    name: branchName,
    actions: Type.Optional(wantedActions),
  }),
  bodyModel: 'ProtectedBranchBodyApiDto',
  success: {
    status: 200,
    model: 'CreateProjectProtectedBranchesResponse',
    body: Type.Object(ruleFields),
  },
  sdk: {
    models: {
      actions: 'ProtectedActionBasicApiDto',
      'actions.addition_switchers': 'ForceActionEnableDto',
    },
    enums: ['actions.action'],
  },
  permission: inProject({
    action: 'codeartsrepo:repository:setRepository',
    accessLevel: 'Write',
    policy: 'must-allow',
    point: 'repository.settings',
    source: 'inferred',
  }),
  transaction: 'write',
  example: {
    path: { project_id: '0b234373cf3f4b04ab2d8a245155e12b' },
    body: {
      name: 'release/*',
      actions: [{ action: 'push', enable: true, related_role_ids: ['3', '12'] }],
    },
  },
  async handle({ records, kinds, now }, within, { body }) {
    const wanted = { name: body.name, actions: actionsAskedFor(body.actions) };
    const tree = kinds.repositoryGroup;
    const rule = await protectInProject(records, within, tree, 'branch', wanted, now);
    const named = await namedIn(records, within, [rule]);
    return { body: ruleValues(rule, named, within.grant.principal.domainName) };
  },
});
