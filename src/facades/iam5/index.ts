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
import { changePasswordV5 } from './login-profiles/change-password-v5.ts';
import { createLoginProfileV5 } from './login-profiles/create-login-profile-v5.ts';
import { deleteLoginProfileV5 } from './login-profiles/delete-login-profile-v5.ts';
import { showLoginProfileV5 } from './login-profiles/show-login-profile-v5.ts';
import { updateLoginProfileV5 } from './login-profiles/update-login-profile-v5.ts';
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
    getAuthorizationSchemaV5,
    listRegisteredServicesForAuthSchemaV5,
  ],
  errors: iam5Errors,
  fields: { 'new password': 'new_password', document: 'policy_document' },
  projectTokensOnly: false,
  headers: (requestId) => ({ 'X-IAM-Trace-Id': requestId }),
  failure: ({ code }, message, requestId) => ({
    error_code: code,
    error_msg: message,
    request_id: requestId,
  }),
};
