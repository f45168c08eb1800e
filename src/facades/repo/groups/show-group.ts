import { Type } from '../../../contract/schema.ts';
import { showNodeAlone } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { projectAndGroupPath } from '../parameters.ts';
import { viewing } from '../viewing.ts';
import { fullName, repoTime } from './group-answers.ts';

/** Source: CodeArts Repo API Reference, V4, Group, Querying a Repository Group. */
export const showGroup = operation({
  name: 'ShowGroup',
  summary: 'Querying a repository group',
  section: 'Group',
  method: 'GET',
  path: '/v4/{project_id}/groups/{group_id}',
  parameters: { path: projectAndGroupPath },
  success: {
    status: 200,
    model: 'ShowGroupResponse',
    body: Type.Object({
      creator_id: Type.Integer({ description: 'Number of the user who owns it.' }),
      project_id: Type.String({ description: 'CodeArts project ID.' }),
      created_at: Type.String({ description: 'Creation time, UTC.' }),
      description: Type.String({ description: 'Repository group description.' }),
      full_name: Type.String({ description: 'Project ID and names from the top group down.' }),
      ancestor_ids: Type.Array(Type.Integer(), {
        description: 'IDs from the top group down, its own included.',
      }),
      ancestor_names: Type.Array(Type.String(), { description: 'Names in the same order.' }),
      id: Type.Integer({ description: 'Repository group ID.' }),
      members_count: Type.Integer({ description: 'Members, inherited ones included.' }),
      name: Type.String({ description: 'Repository group name.' }),
      repository_count: Type.Integer({ description: 'Repositories directly under it.' }),
      star_count: Type.Integer({ description: 'How many users have starred it.' }),
      starred: Type.Boolean({ description: 'Whether the caller has starred it.' }),
      subgroup_count: Type.Integer({ description: 'Groups directly under it.' }),
      visibility: Type.String({ description: 'private or public.' }),
      sum: Type.Object({ open_merge_requests_count: Type.Integer() }),
    }),
  },
  permission: inProject({ ...viewing.group, source: 'documented' }),
  transaction: 'read',
  example: { path: { project_id: '0b234373cf3f4b04ab2d8a245155e12b', group_id: 1 } },
  async handle({ records, kinds }, within, { path }) {
    const id = String(path.group_id);
    const node = await showNodeAlone(records, within, kinds.repositoryGroup, id);
    return {
      body: {
        creator_id: node.creatorNumber,
        project_id: node.projectId,
        created_at: repoTime(node.createdAt),
        description: node.description,
        full_name: fullName(node),
        ancestor_ids: node.path.split('.').map(Number),
        ancestor_names: node.namePath.split('/'),
        id: Number(node.id),
        members_count: node.memberCount,
        name: node.name,
        repository_count: node.repositoryCount,
        star_count: 0,
        starred: false,
        subgroup_count: node.childCount - node.repositoryCount,
        visibility: node.visibility ?? 'public',
        sum: { open_merge_requests_count: 0 },
      },
    };
  },
});
