import { type Case, mustAllow, of, ofUser } from './case.ts';

const anyDocument = JSON.stringify({
  Version: '5.0',
  Statement: [{ Effect: 'Allow', Action: ['none:*:*'] }],
});

/** Identity policies and whom they are attached to. */
export const iam5PolicyCases: Readonly<Record<string, Case>> = {
  'Identity and Access Management 5: CreatePolicyV5': {
    asks: of('policy', mustAllow('iam:policies:createV5')),
    status: 201,
    call: ({ scene }) => ({
      method: 'POST',
      path: '/v5/policies',
      body: { policy_name: scene.word(), policy_document: anyDocument },
    }),
  },
  'Identity and Access Management 5: ListPoliciesV5': {
    asks: mustAllow('iam:policies:listV5'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v5/policies' }),
  },
  'Identity and Access Management 5: GetPolicyV5': {
    asks: of('policy', mustAllow('iam:policies:getV5')),
    status: 200,
    async call({ scene, caller }) {
      const { id } = await scene.policy(caller);
      return { method: 'GET', path: `/v5/policies/${id}` };
    },
  },
  'Identity and Access Management 5: DeletePolicyV5': {
    asks: of('policy', mustAllow('iam:policies:deleteV5')),
    status: 204,
    async call({ scene, caller }) {
      const { id } = await scene.policy(caller);
      return { method: 'DELETE', path: `/v5/policies/${id}` };
    },
  },
  'Identity and Access Management 5: ListPolicyVersionsV5': {
    asks: of('policy', mustAllow('iam:policies:listVersionsV5')),
    status: 200,
    async call({ scene, caller }) {
      const { id } = await scene.policy(caller);
      return { method: 'GET', path: `/v5/policies/${id}/versions` };
    },
  },
  'Identity and Access Management 5: CreatePolicyVersionV5': {
    asks: of('policy', mustAllow('iam:policies:createVersionV5')),
    status: 201,
    async call({ scene, caller }) {
      const { id } = await scene.policy(caller);
      return {
        method: 'POST',
        path: `/v5/policies/${id}/versions`,
        body: { policy_document: anyDocument },
      };
    },
  },
  'Identity and Access Management 5: GetPolicyVersionV5': {
    asks: of('policy', mustAllow('iam:policies:getVersionV5')),
    status: 200,
    async call({ scene, caller }) {
      const { id } = await scene.policy(caller);
      return { method: 'GET', path: `/v5/policies/${id}/versions/v2` };
    },
  },
  'Identity and Access Management 5: DeletePolicyVersionV5': {
    asks: of('policy', mustAllow('iam:policies:deleteVersionV5')),
    status: 204,
    async call({ scene, caller }) {
      const { id } = await scene.policy(caller);
      return { method: 'DELETE', path: `/v5/policies/${id}/versions/v2` };
    },
  },
  'Identity and Access Management 5: SetDefaultPolicyVersionV5': {
    asks: of('policy', mustAllow('iam:policies:setDefaultVersionV5')),
    status: 200,
    async call({ scene, caller }) {
      const { id } = await scene.policy(caller);
      return { method: 'POST', path: `/v5/policies/${id}/versions/v2/set-default` };
    },
  },
  'Identity and Access Management 5: AttachUserPolicyV5': {
    asks: ofUser(mustAllow('iam:users:attachPolicyV5')),
    status: 200,
    async call({ scene, caller }) {
      const policy = await scene.policy(caller);
      const { user } = await scene.colleague(caller);
      return {
        method: 'POST',
        path: `/v5/policies/${policy.id}/attach-user`,
        body: { user_id: user.id },
      };
    },
  },
  'Identity and Access Management 5: DetachUserPolicyV5': {
    asks: ofUser(mustAllow('iam:users:detachPolicyV5')),
    status: 200,
    async call({ scene, caller }) {
      const policy = await scene.policy(caller);
      const { user } = await scene.colleague(caller);
      await scene.attach(policy, user);
      return {
        method: 'POST',
        path: `/v5/policies/${policy.id}/detach-user`,
        body: { user_id: user.id },
      };
    },
  },
  'Identity and Access Management 5: ListAttachedUserPoliciesV5': {
    asks: ofUser(mustAllow('iam:users:listAttachedPoliciesV5')),
    status: 200,
    async call({ scene, caller }) {
      const { user } = await scene.colleague(caller);
      return { method: 'GET', path: `/v5/users/${user.id}/attached-policies` };
    },
  },
  'Identity and Access Management 5: AttachGroupPolicyV5': {
    asks: of('group', mustAllow('iam:groups:attachPolicyV5')),
    status: 200,
    async call({ scene, caller }) {
      const policy = await scene.policy(caller);
      const { group } = await scene.userGroup(caller);
      return {
        method: 'POST',
        path: `/v5/policies/${policy.id}/attach-group`,
        body: { group_id: group.id },
      };
    },
  },
  'Identity and Access Management 5: DetachGroupPolicyV5': {
    asks: of('group', mustAllow('iam:groups:detachPolicyV5')),
    status: 200,
    async call({ scene, caller }) {
      const policy = await scene.policy(caller);
      const { group } = await scene.userGroup(caller);
      await scene.attach(policy, group);
      return {
        method: 'POST',
        path: `/v5/policies/${policy.id}/detach-group`,
        body: { group_id: group.id },
      };
    },
  },
  'Identity and Access Management 5: ListAttachedGroupPoliciesV5': {
    asks: of('group', mustAllow('iam:groups:listAttachedPoliciesV5')),
    status: 200,
    async call({ scene, caller }) {
      const { group } = await scene.userGroup(caller);
      return { method: 'GET', path: `/v5/groups/${group.id}/attached-policies` };
    },
  },
  'Identity and Access Management 5: ListEntitiesForPolicyV5': {
    asks: of('policy', mustAllow('iam:policies:listEntitiesV5')),
    status: 200,
    async call({ scene, caller }) {
      const { id } = await scene.policy(caller);
      return { method: 'GET', path: `/v5/policies/${id}/attached-entities` };
    },
  },
};
