import { Type } from '../../contract/schema.ts';

/** LinksSelf. */
export const selfLink = Type.Object({
  self: Type.String({ description: 'Where this is found.' }),
});

/** Links. No list is spread over links, so there is neither a next nor a previous one. */
export const links = Type.Object({
  self: Type.String({ description: 'Where this is found.' }),
  previous: Type.Null(),
  next: Type.Null(),
});

export function linksTo(self: string) {
  return { self, previous: null, next: null };
}
