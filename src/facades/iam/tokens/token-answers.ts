import { Type } from '../../../contract/schema.ts';
import type { DescribedToken } from '../../../domain/access/index.ts';
import type { Context } from '../../context.ts';
import { catalog, catalogSchema } from './catalog.ts';

/** The query of the operations that answer a token's description. */
export const catalogQuery = Type.Object({
  nocatalog: Type.Optional(
    Type.String({ description: 'Any text but the empty one leaves the catalog empty.' }),
  ),
});

export const tokenHeaderText = { 'X-Subject-Token': 'The token.' };

const account = Type.Object({
  name: Type.String({ description: 'Account name.' }),
  id: Type.String({ description: 'Account ID.' }),
});

/** TokenResult in its envelope. */
export const tokenSchema = Type.Object({
  token: Type.Object({
    catalog: catalogSchema,
    domain: Type.Optional(account),
    expires_at: Type.String({ description: 'When the token ends, UTC.' }),
    issued_at: Type.String({ description: 'When it was issued, UTC.' }),
    methods: Type.Array(Type.String(), { description: 'How it was obtained.' }),
    project: Type.Optional(
      Type.Object({
        name: Type.String({ description: 'IAM project name.' }),
        id: Type.String({ description: 'IAM project ID.' }),
        domain: account,
      }),
    ),
    roles: Type.Array(
      Type.Object({
        name: Type.String({ description: 'Role name.' }),
        id: Type.String({ description: 'Role ID.' }),
      }),
      { description: 'te_admin for the root user; identity policies are not listed.' },
    ),
    user: Type.Object({
      name: Type.String({ description: 'User name.' }),
      id: Type.String({ description: 'User ID.' }),
      password_expires_at: Type.String({ description: 'Empty: passwords do not expire.' }),
      domain: account,
    }),
  }),
});

/** A value of `tokenSchema`. */
export function tokenAnswer(
  { baseUrl, regions }: Context,
  { stored, owner, project }: DescribedToken,
  noCatalog: string | undefined,
) {
  const domain = { name: owner.domainName, id: owner.domainId };
  // A token without a scope is good for the whole account. Source: IAM, obtaining a user token.
  const scope = project ? { project: { name: project.name, id: project.id, domain } } : { domain };
  return {
    token: {
      catalog: noCatalog ? [] : catalog(baseUrl, regions),
      ...scope,
      expires_at: keystoneTime(stored.expiresAt),
      issued_at: keystoneTime(stored.issuedAt),
      methods: [stored.method],
      roles: owner.root ? [{ name: 'te_admin', id: '0' }] : [],
      user: { name: owner.userName, id: owner.userId, password_expires_at: '', domain },
    },
  };
}

/** `2020-01-03T09:05:22.701000Z`: microseconds, though the clock counts milliseconds. */
export function keystoneTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}
