import { Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { userResource } from '../../user-resource.ts';
import { links, linksTo } from '../links.ts';
import { shownUser, shownUserAnswer } from './user-answers.ts';

/** Source: IAM API Reference, IAM User Management, Listing IAM Users. */
export const keystoneListUsers = operation({
  name: 'KeystoneListUsers',
  summary: 'Querying the users of the account',
  section: 'IAM User Management',
  method: 'GET',
  path: '/v3/users',
  parameters: {
    query: Type.Object({
      domain_id: Type.Optional(Type.String({ description: 'Account ID.' })),
      enabled: Type.Optional(Type.Boolean({ description: 'Whether the user is let in.' })),
      name: Type.Optional(Type.String({ description: 'User name.' })),
      password_expires_at: Type.Optional(
        Type.String({
          description: 'lt, lte, gt, gte, eq or neq, a colon and a time. Passwords do not expire.',
          pattern: '^(lt|lte|gt|gte|eq|neq):\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$',
          accepts: 'an operator and a time, such as lt:2016-12-08T22:02:00Z',
        }),
      ),
    }),
  },
  success: {
    status: 200,
    model: 'KeystoneListUsersResponse',
    body: Type.Object({ links, users: Type.Array(shownUser) }),
  },
  permission: inAccount({
    action: 'iam:users:listUsers',
    accessLevel: 'List',
    policy: 'must-allow',
    resource: userResource,
    source: 'documented',
  }),
  transaction: 'read',
  example: { query: { name: 'IAMUser' } },
  async handle({ records, baseUrl }, { principal: { domainId } }, { query }) {
    const all = await records.access.listUsers(domainId);
    const wanted = all.filter(
      (user) =>
        query.password_expires_at === undefined &&
        (query.domain_id ?? domainId) === domainId &&
        (query.enabled ?? user.enabled) === user.enabled &&
        (query.name ?? user.name) === user.name,
    );
    const profiles = await records.access.listLoginProfiles(domainId);
    const profileOf = new Map(profiles.map((profile) => [profile.userId, profile]));
    return {
      body: {
        links: linksTo(`${baseUrl}/v3/users`),
        users: wanted.map((user) => shownUserAnswer(user, profileOf.get(user.id), baseUrl)),
      },
    };
  },
});
