import { Type } from '../../../contract/schema.ts';
import { Problem } from '../../../domain/kernel/index.ts';
import { operation } from '../../context.ts';
import { anyCaller } from '../../permissions.ts';
import { schemaOf, serviceCodes } from './schemas.ts';

const texts = (description: string) => Type.Array(Type.String(), { description });
const description = Type.Object({
  en_US: Type.String({ description: 'In English.' }),
  zh_CN: Type.String({ description: 'In Chinese, as far as there is a translation.' }),
});

/** Source: IAM 5 API Reference, Querying the Authorization Summary of a Specified Service. */
export const getAuthorizationSchemaV5 = operation({
  name: 'GetAuthorizationSchemaV5',
  summary: 'Querying the authorization summary of a service',
  section: 'Authorization Summary Management',
  method: 'GET',
  path: '/v5/authorization-schemas/services/{service_code}',
  parameters: {
    path: Type.Object({
      service_code: Type.String({
        description: 'First part of the actions of the service.',
        pattern: '^[0-9a-zA-Z-]{1,56}$',
        accepts: 'a service code of 1 to 56 letters, digits or -',
      }),
    }),
  },
  success: {
    status: 200,
    model: 'GetAuthorizationSchemaV5Response',
    body: Type.Object({
      version: Type.String({ description: 'Version of the form of this summary.' }),
      actions: Type.Array(
        Type.Object({
          name: Type.String({ description: 'service:type:operation, as policies name it.' }),
          access_level: Type.String({
            description: 'list, read, write, permission_management or tagging.',
          }),
          permission_only: Type.Boolean({ description: 'Whether no operation asks for it.' }),
          description,
          aliases: texts('Actions that policies may name in its place.'),
          resources: Type.Array(
            Type.Object({
              urn_template: Type.String({ description: 'Form of the names of such resources.' }),
              required: Type.Boolean({ description: 'Whether it is always done to one.' }),
              condition_keys: texts('Condition keys that go with the resource.'),
            }),
            { description: 'What it is done to; where empty, policies must say *.' },
          ),
          condition_keys: texts('Condition keys of the service that go with the action.'),
        }),
      ),
      resources: Type.Array(
        Type.Object({
          type_name: Type.String({ description: 'Type of resource.' }),
          urn_template: Type.String({ description: 'Form of the names of such resources.' }),
        }),
      ),
      conditions: Type.Array(
        Type.Object({
          key: Type.String({ description: 'Condition key.' }),
          value_type: Type.String({ description: 'Type of its values.' }),
          multi_valued: Type.Boolean({ description: 'Whether requests have several values.' }),
          description,
        }),
      ),
      operations: Type.Array(
        Type.Object({
          operation_id: Type.String({ description: 'Name of the operation.' }),
          operation_action: Type.String({ description: 'The action that it asks for.' }),
          dependent_actions: texts('Further actions that it needs.'),
        }),
      ),
    }),
  },
  permission: anyCaller,
  transaction: 'read',
  example: { path: { service_code: 'codeartsrepo' } },
  async handle(context, _caller, { path: { service_code: code } }) {
    const codes = serviceCodes(context);
    if (codes.includes(code)) return { body: schemaOf(context, code) };
    throw new Problem('not-found', {
      subject: 'service',
      field: 'service_code',
      reason: `must be one of ${codes.join(', ')}`,
    });
  },
});
