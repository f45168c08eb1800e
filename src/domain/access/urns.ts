import type { Principal } from '../kernel/index.ts';
import type { Policy, UserGroup } from './model.ts';

/** A user's resource name. Source: IAM 5, resource types of its actions. */
export function userUrn(user: Pick<Principal, 'domainId' | 'userName'>): string {
  return `iam::${user.domainId}:user:${user.userName}`;
}

/** A user group's resource name. Source: as of users. */
export function userGroupUrn({ domainId, name }: Pick<UserGroup, 'domainId' | 'name'>): string {
  return `iam::${domainId}:group:${name}`;
}

/**
 * A policy's resource name. Source: IAM 5, policy model and its URN templates; that the path stands
 * before the name is inferred.
 */
export function policyUrn({
  type,
  domainId,
  path,
  name,
}: Pick<Policy, 'type' | 'domainId' | 'path' | 'name'>): string {
  return `iam::${type === 'system' ? 'system' : domainId}:policy:${path}${name}`;
}
