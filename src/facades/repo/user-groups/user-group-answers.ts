import { nullable, Type } from '../../../contract/schema.ts';
import type { CountedUserGroup, Node } from '../../../domain/tree/index.ts';
import { repoTime } from '../groups/group-answers.ts';

/** What lists tell of a user group. */
export const userGroupFields = {
  id: Type.Integer({ description: 'Number of the user group.' }),
  user_group_id: Type.String({ description: 'IAM user group ID.' }),
  name: Type.String({ description: 'Its name.' }),
  project_id: Type.String({ description: 'CodeArts project ID of the repository group.' }),
  tenant_id: Type.String({ description: 'Account ID.' }),
  group_type: nullable(Type.String()),
  member_count: Type.Integer({ description: 'Users in it, also those outside the project.' }),
  created_at: Type.String({ description: 'Creation time, UTC.' }),
  updated_at: nullable(Type.String()),
};

/** Values of `userGroupFields`. */
export function userGroupValues(group: CountedUserGroup, { projectId, domainId }: Node) {
  return {
    id: group.number,
    user_group_id: group.id,
    name: group.name,
    project_id: projectId,
    tenant_id: domainId,
    group_type: null,
    member_count: group.userCount,
    created_at: repoTime(group.createdAt),
    updated_at: null,
  };
}
