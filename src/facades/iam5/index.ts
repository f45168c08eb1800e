import type { Service } from '../../contract/service.ts';
import type { Context } from '../context.ts';
import { createAccessKeyV5 } from './access-keys/create-access-key-v5.ts';
import { deleteAccessKeyV5 } from './access-keys/delete-access-key-v5.ts';
import { listAccessKeysV5 } from './access-keys/list-access-keys-v5.ts';
import { showAccessKeyLastUsedV5 } from './access-keys/show-access-key-last-used-v5.ts';
import { updateAccessKeyV5 } from './access-keys/update-access-key-v5.ts';
import { getAuthorizationSchemaV5 } from './authorization-schemas/get-authorization-schema-v5.ts';
import { listRegisteredServicesForAuthSchemaV5 } from './authorization-schemas/list-registered-services-for-auth-schema-v5.ts';
import { iam5Errors } from './errors.ts';
import { addUserToGroupV5 } from './groups/add-user-to-group-v5.ts';
import { createGroupV5 } from './groups/create-group-v5.ts';
import { deleteGroupV5 } from './groups/delete-group-v5.ts';
import { listGroupsV5 } from './groups/list-groups-v5.ts';
import { removeUserFromGroupV5 } from './groups/remove-user-from-group-v5.ts';
import { showGroupSummary } from './groups/show-group-summary.ts';
import { showGroupV5 } from './groups/show-group-v5.ts';
import { updateGroupV5 } from './groups/update-group-v5.ts';
import { changePasswordV5 } from './login-profiles/change-password-v5.ts';
import { createLoginProfileV5 } from './login-profiles/create-login-profile-v5.ts';
import { deleteLoginProfileV5 } from './login-profiles/delete-login-profile-v5.ts';
import { showLoginProfileV5 } from './login-profiles/show-login-profile-v5.ts';
import { updateLoginProfileV5 } from './login-profiles/update-login-profile-v5.ts';
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
import { createUserV5 } from './users/create-user-v5.ts';
import { deleteUserV5 } from './users/delete-user-v5.ts';
import { listUsersV5 } from './users/list-users-v5.ts';
import { showUserLastLoginV5 } from './users/show-user-last-login-v5.ts';
import { showUserV5 } from './users/show-user-v5.ts';
import { updateUserV5 } from './users/update-user-v5.ts';

export const iam5: Service<Context> = {
  title: 'Identity and Access Management 5',
  facts: ['IAM v5'],
  sdk: { product: 'Iam', packageName: 'iam', version: 'v5', accountLevel: true },
  operations: [
    createUserV5,
    listUsersV5,
    showUserV5,
    updateUserV5,
    deleteUserV5,
    showUserLastLoginV5,
    createAccessKeyV5,
    listAccessKeysV5,
    updateAccessKeyV5,
    deleteAccessKeyV5,
    showAccessKeyLastUsedV5,
    createLoginProfileV5,
    showLoginProfileV5,
    updateLoginProfileV5,
    deleteLoginProfileV5,
    changePasswordV5,
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
    getAuthorizationSchemaV5,
    listRegisteredServicesForAuthSchemaV5,
  ],
  errors: iam5Errors,
  fields: {
    'new password': 'new_password',
    'user group.name': 'group_name',
    'identity policy.name': 'policy_name',
    document: 'policy_document',
  },
  projectTokensOnly: false,
  headers: (requestId) => ({ 'X-IAM-Trace-Id': requestId }),
  failure: ({ code }, message, requestId) => ({
    error_code: code,
    error_msg: message,
    request_id: requestId,
  }),
};
