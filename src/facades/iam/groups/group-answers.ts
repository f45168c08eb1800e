import { Type } from '../../../contract/schema.ts';
import type { UserGroup } from '../../../domain/access/index.ts';
import { links, linksTo, selfLink } from '../links.ts';

/** The path that names a group. */
export const groupPath = Type.Object({ group_id: Type.String({ description: 'User group ID.' }) });

/** The path that names a group and a user. */
export const memberPath = Type.Object({
  group_id: Type.String({ description: 'User group ID.' }),
  user_id: Type.String({ description: 'IAM user ID.' }),
});

/** The fields that creating and changing have in common. */
export const groupOption = {
  description: Type.Optional(Type.String({ description: 'User group description.' })),
  domain_id: Type.Optional(Type.String({ description: "Account ID: the caller's." })),
};

const fields = {
  description: Type.String({ description: 'User group description.' }),
  id: Type.String({ description: 'User group ID.' }),
  domain_id: Type.String({ description: 'Account ID.' }),
  name: Type.String({ description: 'User group name.' }),
  create_time: Type.Integer({ description: 'Creation time, ms since 1970 UTC.' }),
};

/** KeystoneGroupResult. */
export const groupResult = Type.Object({ ...fields, links });

/** KeystoneGroupResultWithLinksSelf. */
export const linkedGroupResult = Type.Object({ ...fields, links: selfLink });

/** A value of `groupResult`. */
export function groupAnswer(group: UserGroup, baseUrl: string) {
  return { ...values(group), links: linksTo(linkTo(group, baseUrl)) };
}

/** A value of `linkedGroupResult`. */
export function linkedGroupAnswer(group: UserGroup, baseUrl: string) {
  return { ...values(group), links: { self: linkTo(group, baseUrl) } };
}

function values(group: UserGroup) {
  return {
    description: group.description,
    id: group.id,
    domain_id: group.domainId,
    name: group.name,
    create_time: group.createdAt,
  };
}

function linkTo(group: UserGroup, baseUrl: string): string {
  return `${baseUrl}/v3/groups/${group.id}`;
}
