import { searchText, Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { onGroup } from '../../on-group.ts';
import { groupPath, pageQuery, totalHeaderText } from '../parameters.ts';
import { viewing } from '../viewing.ts';
import { projectRules } from './project-rules.ts';
import { ruleFields } from './rule-answers.ts';

/** Source: CodeArts Repo SDK, section Group. Groups have no rules but those of their project. */
export const listGroupProtectedBranches = operation({
  name: 'ListGroupProtectedBranches',
  summary: 'Querying the protected branches that a repository group has from its project',
  section: 'Group',
  method: 'GET',
  path: '/v4/groups/{group_id}/protected-branches',
  parameters: {
    path: groupPath,
    query: Type.Object({
      search: Type.Optional(searchText('Part of the name.')),
      user_actions: Type.Boolean({
        description: 'true: the newest form of the answer, which is the only one.',
      }),
      ...pageQuery,
    }),
  },
  success: {
    status: 200,
    model: 'ListGroupProtectedBranchesResponse',
    headers: totalHeaderText,
    body: Type.Array(
      Type.Object({
        ...ruleFields,
        namespace_id: Type.Integer({ description: 'Repository group ID.' }),
      }),
    ),
  },
  permission: onGroup({ ...viewing.group, source: 'inferred' }),
  transaction: 'read',
  example: { path: { group_id: 1 }, query: { user_actions: true, limit: 20 } },
  async handle(context, { within, node }, { query }) {
    const { body, headers } = await projectRules(context, within, query);
    const namespace_id = Number(node.id);
    return { body: body.map((rule) => ({ ...rule, namespace_id })), headers };
  },
});
