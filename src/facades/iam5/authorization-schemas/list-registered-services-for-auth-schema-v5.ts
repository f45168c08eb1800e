import { Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { anyCaller } from '../../permissions.ts';
import { onePage, pageInfo, pageQuery } from '../pages.ts';
import { serviceCodes } from './schemas.ts';

/** Source: IAM 5 API Reference, Querying Services with Authorization Summaries. */
export const listRegisteredServicesForAuthSchemaV5 = operation({
  name: 'ListRegisteredServicesForAuthSchemaV5',
  summary: 'Listing the services that have an authorization summary',
  section: 'Authorization Summary Management',
  method: 'GET',
  path: '/v5/authorization-schemas/registered-services',
  parameters: { query: Type.Object(pageQuery) },
  success: {
    status: 200,
    model: 'ListRegisteredServicesForAuthSchemaV5Response',
    body: Type.Object({
      service_codes: Type.Array(Type.String(), { description: 'Service codes.' }),
      page_info: pageInfo,
    }),
  },
  permission: anyCaller,
  transaction: 'read',
  example: { query: { limit: 100 } },
  async handle(context, _caller, { query }) {
    const { items, page_info } = await onePage(
      query,
      async ({ after }) => serviceCodes(context).filter((code) => code > after),
      (code) => code,
    );
    return { body: { service_codes: items, page_info } };
  },
});
