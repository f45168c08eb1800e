import type { Service } from '../../contract/service.ts';
import type { Context } from '../context.ts';
import { listAudit } from './audit/list-audit.ts';
import { atelierErrors } from './errors.ts';

/** What users ask for and the vendor's API lacks, under a path prefix of its own: `/atelier/v1`. */
export const atelier: Service<Context> = {
  title: 'Atelier',
  facts: ['Atelier v1'],
  sdk: { product: 'Atelier', packageName: 'atelier', version: 'v1', accountLevel: true },
  operations: [listAudit],
  errors: atelierErrors,
  fields: {},
  projectTokensOnly: false,
  headers: () => ({}),
  failure: ({ code }, message, requestId) => ({
    error_code: code,
    error_msg: message,
    request_id: requestId,
  }),
};
