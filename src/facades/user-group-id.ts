import { Type } from '../contract/schema.ts';

/** The id of an IAM user group in a path. */
export const userGroupId = Type.String({
  description: 'ID of an IAM user group.',
  pattern: '^[0-9a-zA-Z]{32,64}$',
  accepts: 'the 32 to 64 letters and digits of a user group ID',
});
