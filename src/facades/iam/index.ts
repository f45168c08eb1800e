import type { Service } from '../../contract/service.ts';
import type { Context } from '../context.ts';
import { keystoneListAuthDomains } from './account/keystone-list-auth-domains.ts';
import { iamErrors, keystoneFailure, stsErrors } from './errors.ts';
import { keystoneCreateProject } from './projects/keystone-create-project.ts';
import { keystoneListAuthProjects } from './projects/keystone-list-auth-projects.ts';
import { keystoneListProjects } from './projects/keystone-list-projects.ts';
import { keystoneShowProject } from './projects/keystone-show-project.ts';
import { keystoneListRegions } from './regions/keystone-list-regions.ts';
import { decodeAuthorizationMessage } from './sts/decode-authorization-message.ts';
import { getCallerIdentity } from './sts/get-caller-identity.ts';
import { keystoneCreateUserTokenByPassword } from './tokens/keystone-create-user-token-by-password.ts';
import { keystoneRevokeToken } from './tokens/keystone-revoke-token.ts';
import { keystoneValidateToken } from './tokens/keystone-validate-token.ts';

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
    keystoneValidateToken,
    keystoneRevokeToken,
    keystoneListProjects,
    keystoneShowProject,
    keystoneCreateProject,
    keystoneListAuthProjects,
    keystoneListAuthDomains,
    keystoneListRegions,
  ],
  errors: iamErrors,
  fields: {
    scope: 'auth.scope',
    name: 'project.name',
    parent: 'project.parent_id',
    domain: 'project.domain_id',
    'x-subject-token': 'X-Subject-Token',
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
