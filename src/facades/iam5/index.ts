import type { Service } from '../../contract/service.ts';
import type { Context } from '../context.ts';
import { getAuthorizationSchemaV5 } from './authorization-schemas/get-authorization-schema-v5.ts';
import { listRegisteredServicesForAuthSchemaV5 } from './authorization-schemas/list-registered-services-for-auth-schema-v5.ts';
import { iam5Errors } from './errors.ts';

export const iam5: Service<Context> = {
  title: 'Identity and Access Management 5',
  facts: ['IAM v5'],
  sdk: { product: 'Iam', packageName: 'iam', version: 'v5', accountLevel: true },
  operations: [getAuthorizationSchemaV5, listRegisteredServicesForAuthSchemaV5],
  errors: iam5Errors,
  fields: { document: 'policy_document' },
  projectTokensOnly: false,
  headers: (requestId) => ({ 'X-IAM-Trace-Id': requestId }),
  failure: ({ code }, message, requestId) => ({
    error_code: code,
    error_msg: message,
    request_id: requestId,
  }),
};
