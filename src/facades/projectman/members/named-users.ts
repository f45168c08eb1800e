import type { NamedUser } from '../../../domain/projects/index.ts';

/** The users whom `user_ids` names, each with its place for refusals. */
export function namedUsers(userIds: readonly string[]): NamedUser[] {
  return userIds.map((userId, i) => ({ userId, place: `user_ids[${i}]` }));
}
