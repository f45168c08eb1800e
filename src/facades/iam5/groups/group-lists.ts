import { type Static, Type } from '../../../contract/schema.ts';
import type { Records } from '../../../domain/store.ts';
import { inAccount } from '../../permissions.ts';
import { onePage, pageQuery } from '../pages.ts';
import { userGroup } from '../resources.ts';

export const groupsQuery = Type.Object({
  ...pageQuery,
  user_id: Type.Optional(Type.String({ description: 'Only groups that this user is in.' })),
});

/** A page of the account's user groups. */
export function groupsPage(records: Records, domainId: string, query: Static<typeof groupsQuery>) {
  return onePage(
    query,
    (stretch) => records.access.listUserGroups(domainId, query.user_id, stretch),
    (group) => group.id,
  );
}

/** What both lists of groups ask. */
export const listingGroups = inAccount({
  action: 'iam:groups:listGroupsV5',
  accessLevel: 'List',
  policy: 'must-allow',
  resource: userGroup,
  source: 'documented',
});
