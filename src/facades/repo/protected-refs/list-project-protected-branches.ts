import { searchText, Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { pageQuery, projectPath, totalHeaderText } from '../parameters.ts';
import { viewing } from '../viewing.ts';
import { projectRules } from './project-rules.ts';
import { ruleFields } from './rule-answers.ts';

/** Source: CodeArts Repo API Reference, V4, ProtectedRefs, Querying Protected Branches of a Project. */
export const listProjectProtectedBranches = operation({
  name: 'ListProjectProtectedBranches',
  summary: 'Querying the protected branches of a project',
  section: 'ProtectedRefs',
  method: 'GET',
  path: '/v4/projects/{project_id}/protected-branches',
  parameters: {
    path: projectPath,
    query: Type.Object({
      search: Type.Optional(searchText('Part of the name.')),
      user_actions: Type.Optional(
        Type.Boolean({ description: 'Read and without effect: the answer has one form.' }),
      ),
      view: Type.Optional(
        Type.String({ description: 'Read and without effect: the answer has one form.' }),
      ),
      ...pageQuery,
    }),
  },
  success: {
    status: 200,
    model: 'ListProjectProtectedBranchesResponse',
    headers: totalHeaderText,
    body: Type.Array(Type.Object(ruleFields)),
  },
  permission: inProject({ ...viewing.repository, source: 'inferred' }),
  transaction: 'read',
  example: {
    path: { project_id: '0b234373cf3f4b04ab2d8a245155e12b' },
    query: { user_actions: true, limit: 20 },
  },
  async handle(context, within, { query }) {
    return projectRules(context, within, query);
  },
});
