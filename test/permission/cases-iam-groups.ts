import { type Case, mustAllow } from './case.ts';

/** User groups of IAM. */
export const iamGroupCases: Readonly<Record<string, Case>> = {
  'Identity and Access Management: KeystoneListGroups': {
    asks: mustAllow('iam:groups:listGroups'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v3/groups' }),
  },
  'Identity and Access Management: KeystoneCreateGroup': {
    asks: mustAllow('iam:groups:createGroup'),
    status: 201,
    call: ({ scene }) => ({
      method: 'POST',
      path: '/v3/groups',
      body: { group: { name: scene.word() } },
    }),
  },
  'Identity and Access Management: KeystoneShowGroup': {
    asks: mustAllow('iam:groups:getGroup'),
    status: 200,
    async call({ scene, caller }) {
      const { group } = await scene.userGroup(caller);
      return { method: 'GET', path: `/v3/groups/${group.id}` };
    },
  },
  'Identity and Access Management: KeystoneUpdateGroup': {
    asks: mustAllow('iam:groups:updateGroup'),
    status: 200,
    async call({ scene, caller }) {
      const { group } = await scene.userGroup(caller);
      return {
        method: 'PATCH',
        path: `/v3/groups/${group.id}`,
        body: { group: { name: scene.word() } },
      };
    },
  },
  'Identity and Access Management: KeystoneDeleteGroup': {
    asks: mustAllow('iam:groups:deleteGroup'),
    status: 204,
    async call({ scene, caller }) {
      const { group } = await scene.userGroup(caller);
      return { method: 'DELETE', path: `/v3/groups/${group.id}` };
    },
  },
  'Identity and Access Management: KeystoneListUsersForGroupByAdmin': {
    asks: mustAllow('iam:users:listUsersForGroup'),
    status: 200,
    async call({ scene, caller }) {
      const { group } = await scene.userGroup(caller);
      return { method: 'GET', path: `/v3/groups/${group.id}/users` };
    },
  },
  'Identity and Access Management: KeystoneAddUserToGroup': {
    asks: mustAllow('iam:permissions:addUserToGroup'),
    status: 204,
    async call({ scene, caller }) {
      const { group } = await scene.userGroup(caller);
      const { id } = (await scene.colleague(caller)).user;
      return { method: 'PUT', path: `/v3/groups/${group.id}/users/${id}` };
    },
  },
  'Identity and Access Management: KeystoneRemoveUserFromGroup': {
    asks: mustAllow('iam:permissions:removeUserFromGroup'),
    status: 204,
    async call({ scene, caller }) {
      const { group, member } = await scene.userGroup(caller);
      return { method: 'DELETE', path: `/v3/groups/${group.id}/users/${member.id}` };
    },
  },
  'Identity and Access Management: KeystoneCheckUserInGroup': {
    asks: mustAllow('iam:permissions:checkUserInGroup'),
    status: 204,
    async call({ scene, caller }) {
      const { group, member } = await scene.userGroup(caller);
      return { method: 'HEAD', path: `/v3/groups/${group.id}/users/${member.id}` };
    },
  },
  'Identity and Access Management: KeystoneListGroupsForUser': {
    asks: mustAllow('iam:groups:listGroupsForUser'),
    status: 200,
    async call({ scene, caller }) {
      const { member } = await scene.userGroup(caller);
      return { method: 'GET', path: `/v3/users/${member.id}/groups` };
    },
  },
};
