import { type Case, mustAllow, of } from './case.ts';

/** User groups of IAM 5. */
export const iam5GroupCases: Readonly<Record<string, Case>> = {
  'Identity and Access Management 5: CreateGroupV5': {
    asks: of('group', mustAllow('iam:groups:createGroupV5')),
    status: 201,
    call: ({ scene }) => ({
      method: 'POST',
      path: '/v5/groups',
      body: { group_name: scene.word() },
    }),
  },
  'Identity and Access Management 5: ListGroupsV5': {
    asks: mustAllow('iam:groups:listGroupsV5'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v5/groups' }),
  },
  'Identity and Access Management 5: ShowGroupSummary': {
    asks: mustAllow('iam:groups:listGroupsV5'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v5/groups-summary' }),
  },
  'Identity and Access Management 5: ShowGroupV5': {
    asks: of('group', mustAllow('iam:groups:getGroupV5')),
    status: 200,
    async call({ scene, caller }) {
      const { group } = await scene.userGroup(caller);
      return { method: 'GET', path: `/v5/groups/${group.id}` };
    },
  },
  'Identity and Access Management 5: UpdateGroupV5': {
    asks: of('group', mustAllow('iam:groups:updateGroupV5')),
    status: 200,
    async call({ scene, caller }) {
      const { group } = await scene.userGroup(caller);
      return {
        method: 'PUT',
        path: `/v5/groups/${group.id}`,
        body: { new_group_name: scene.word() },
      };
    },
  },
  'Identity and Access Management 5: DeleteGroupV5': {
    asks: of('group', mustAllow('iam:groups:deleteGroupV5')),
    status: 204,
    async call({ scene, caller }) {
      const { group } = await scene.userGroup(caller);
      return { method: 'DELETE', path: `/v5/groups/${group.id}` };
    },
  },
  'Identity and Access Management 5: AddUserToGroupV5': {
    asks: of('group', mustAllow('iam:permissions:addUserToGroupV5')),
    status: 200,
    async call({ scene, caller }) {
      const { group } = await scene.userGroup(caller);
      const { id } = (await scene.colleague(caller)).user;
      return { method: 'POST', path: `/v5/groups/${group.id}/add-user`, body: { user_id: id } };
    },
  },
  'Identity and Access Management 5: RemoveUserFromGroupV5': {
    asks: of('group', mustAllow('iam:permissions:removeUserFromGroupV5')),
    status: 200,
    async call({ scene, caller }) {
      const { group, member } = await scene.userGroup(caller);
      return {
        method: 'POST',
        path: `/v5/groups/${group.id}/remove-user`,
        body: { user_id: member.id },
      };
    },
  },
};
