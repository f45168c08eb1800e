import type { Service } from '../../contract/service.ts';
import type { Context } from '../context.ts';
import { keystoneListAuthDomains } from './account/keystone-list-auth-domains.ts';
import { createPermanentAccessKey } from './credentials/create-permanent-access-key.ts';
import { createTemporaryAccessKeyByToken } from './credentials/create-temporary-access-key-by-token.ts';
import { deletePermanentAccessKey } from './credentials/delete-permanent-access-key.ts';
import { listPermanentAccessKeys } from './credentials/list-permanent-access-keys.ts';
import { showPermanentAccessKey } from './credentials/show-permanent-access-key.ts';
import { updatePermanentAccessKey } from './credentials/update-permanent-access-key.ts';
import { iamErrors, keystoneFailure, stsErrors } from './errors.ts';
import { keystoneAddUserToGroup } from './groups/keystone-add-user-to-group.ts';
import { keystoneCheckUserInGroup } from './groups/keystone-check-user-in-group.ts';
import { keystoneCreateGroup } from './groups/keystone-create-group.ts';
import { keystoneDeleteGroup } from './groups/keystone-delete-group.ts';
import { keystoneListGroups } from './groups/keystone-list-groups.ts';
import { keystoneListGroupsForUser } from './groups/keystone-list-groups-for-user.ts';
import { keystoneListUsersForGroupByAdmin } from './groups/keystone-list-users-for-group-by-admin.ts';
import { keystoneRemoveUserFromGroup } from './groups/keystone-remove-user-from-group.ts';
import { keystoneShowGroup } from './groups/keystone-show-group.ts';
import { keystoneUpdateGroup } from './groups/keystone-update-group.ts';
import { keystoneCreateProject } from './projects/keystone-create-project.ts';
import { keystoneListAuthProjects } from './projects/keystone-list-auth-projects.ts';
import { keystoneListProjects } from './projects/keystone-list-projects.ts';
import { keystoneShowProject } from './projects/keystone-show-project.ts';
import { keystoneListRegions } from './regions/keystone-list-regions.ts';
import { decodeAuthorizationMessage } from './sts/decode-authorization-message.ts';
import { getCallerIdentity } from './sts/get-caller-identity.ts';
import { keystoneCreateScopedToken } from './tokens/keystone-create-scoped-token.ts';
import { keystoneCreateUserTokenByPassword } from './tokens/keystone-create-user-token-by-password.ts';
import { keystoneRevokeToken } from './tokens/keystone-revoke-token.ts';
import { keystoneValidateToken } from './tokens/keystone-validate-token.ts';
import { keystoneCreateUser } from './users/keystone-create-user.ts';
import { keystoneDeleteUser } from './users/keystone-delete-user.ts';
import { keystoneListProjectsForUser } from './users/keystone-list-projects-for-user.ts';
import { keystoneListUsers } from './users/keystone-list-users.ts';
import { keystoneShowUser } from './users/keystone-show-user.ts';
import { keystoneUpdateUserByAdmin } from './users/keystone-update-user-by-admin.ts';
import { keystoneUpdateUserPassword } from './users/keystone-update-user-password.ts';

/** Source: answers of the vendor's IAM; the SDKs quote the trace id in their exceptions. */
const headers = (requestId: string) => ({
  'X-IAM-Trace-Id': requestId,
  'Cache-Control': 'no-cache, no-store, must-revalidate',
  Pragma: 'no-cache',
  Expires: 'Thu, 01 Jan 1970 00:00:00 GMT',
});

export const iam: Service<Context> = {
  title: 'Identity and Access Management',
  facts: ['IAM v3'],
  sdk: { product: 'Iam', packageName: 'iam', version: 'v3', accountLevel: true },
  operations: [
    keystoneCreateUserTokenByPassword,
    keystoneCreateScopedToken,
    keystoneValidateToken,
    keystoneRevokeToken,
    keystoneListProjects,
    keystoneShowProject,
    keystoneCreateProject,
    keystoneListAuthProjects,
    keystoneListAuthDomains,
    keystoneListRegions,
    keystoneListUsers,
    keystoneCreateUser,
    keystoneShowUser,
    keystoneUpdateUserByAdmin,
    keystoneDeleteUser,
    keystoneUpdateUserPassword,
    keystoneListProjectsForUser,
    createPermanentAccessKey,
    listPermanentAccessKeys,
    showPermanentAccessKey,
    updatePermanentAccessKey,
    deletePermanentAccessKey,
    createTemporaryAccessKeyByToken,
    keystoneListGroups,
    keystoneCreateGroup,
    keystoneShowGroup,
    keystoneUpdateGroup,
    keystoneDeleteGroup,
    keystoneListUsersForGroupByAdmin,
    keystoneAddUserToGroup,
    keystoneRemoveUserFromGroup,
    keystoneCheckUserInGroup,
    keystoneListGroupsForUser,
  ],
  errors: iamErrors,
  fields: {
    scope: 'auth.scope',
    name: 'project.name',
    'user group.name': 'group.name',
    'user group.description': 'group.description',
    parent: 'project.parent_id',
    domain: 'project.domain_id',
    'x-subject-token': 'X-Subject-Token',
    'user.name': 'user.name',
    'user.description': 'user.description',
    'user.password': 'user.password',
    'user.new password': 'user.password',
    'access key.description': 'credential.description',
    document: 'auth.identity.policy',
    token: 'auth.identity.token.id',
  },
  projectTokensOnly: false,
  headers,
  failure: keystoneFailure,
};

export const sts: Service<Context> = {
  title: 'Security Token Service',
  // The SDK of STS is not among the recorded ones; its page is the source.
  facts: [],
  sdk: { product: 'Sts', packageName: 'sts', version: 'v1', accountLevel: true },
  operations: [getCallerIdentity, decodeAuthorizationMessage],
  errors: stsErrors,
  fields: { message: 'encoded_message' },
  projectTokensOnly: false,
  headers,
  failure: (entry, message) => ({ error_code: entry.code, error_msg: message }),
};
