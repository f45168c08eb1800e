import type { Service } from '../../contract/service.ts';
import type { Context } from '../context.ts';
import { iam5Errors } from './errors.ts';
import { addUserToGroupV5 } from './groups/add-user-to-group-v5.ts';
import { createGroupV5 } from './groups/create-group-v5.ts';
import { deleteGroupV5 } from './groups/delete-group-v5.ts';
import { listGroupsV5 } from './groups/list-groups-v5.ts';
import { removeUserFromGroupV5 } from './groups/remove-user-from-group-v5.ts';
import { showGroupSummary } from './groups/show-group-summary.ts';
import { showGroupV5 } from './groups/show-group-v5.ts';
import { updateGroupV5 } from './groups/update-group-v5.ts';
import { attachGroupPolicyV5 } from './policies/attach-group-policy-v5.ts';
import { attachUserPolicyV5 } from './policies/attach-user-policy-v5.ts';
import { createPolicyV5 } from './policies/create-policy-v5.ts';
import { createPolicyVersionV5 } from './policies/create-policy-version-v5.ts';
import { deletePolicyV5 } from './policies/delete-policy-v5.ts';
import { deletePolicyVersionV5 } from './policies/delete-policy-version-v5.ts';
import { detachGroupPolicyV5 } from './policies/detach-group-policy-v5.ts';
import { detachUserPolicyV5 } from './policies/detach-user-policy-v5.ts';
import { getPolicyV5 } from './policies/get-policy-v5.ts';
import { getPolicyVersionV5 } from './policies/get-policy-version-v5.ts';
import { listAttachedGroupPoliciesV5 } from './policies/list-attached-group-policies-v5.ts';
import { listAttachedUserPoliciesV5 } from './policies/list-attached-user-policies-v5.ts';
import { listEntitiesForPolicyV5 } from './policies/list-entities-for-policy-v5.ts';
import { listPoliciesV5 } from './policies/list-policies-v5.ts';
import { listPolicyVersionsV5 } from './policies/list-policy-versions-v5.ts';
import { setDefaultPolicyVersionV5 } from './policies/set-default-policy-version-v5.ts';

export const iam5: Service<Context> = {
  title: 'Identity and Access Management 5',
  facts: ['IAM v5'],
  sdk: { product: 'Iam', packageName: 'iam', version: 'v5', accountLevel: true },
  operations: [
    createGroupV5,
    listGroupsV5,
    showGroupV5,
    updateGroupV5,
    deleteGroupV5,
    addUserToGroupV5,
    removeUserFromGroupV5,
    showGroupSummary,
    createPolicyV5,
    listPoliciesV5,
    getPolicyV5,
    deletePolicyV5,
    listPolicyVersionsV5,
    createPolicyVersionV5,
    getPolicyVersionV5,
    deletePolicyVersionV5,
    setDefaultPolicyVersionV5,
    attachUserPolicyV5,
    detachUserPolicyV5,
    attachGroupPolicyV5,
    detachGroupPolicyV5,
    listAttachedUserPoliciesV5,
    listAttachedGroupPoliciesV5,
    listEntitiesForPolicyV5,
  ],
  errors: iam5Errors,
  fields: {
    'user group.name': 'group_name',
    'identity policy.name': 'policy_name',
    'identity policy.document': 'policy_document',
  },
  projectTokensOnly: false,
  headers: (requestId) => ({ 'X-IAM-Trace-Id': requestId }),
  failure: ({ code }, message, requestId) => ({
    error_code: code,
    error_msg: message,
    request_id: requestId,
  }),
};
