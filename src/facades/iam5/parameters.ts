import { Type } from '../../contract/schema.ts';

/** The path of whatever belongs to one user. */
export const userPath = Type.Object({
  user_id: Type.String({
    description: 'User ID.',
    pattern: '^[a-zA-Z0-9-]{1,64}$',
    accepts: '1 to 64 letters, digits or hyphens',
  }),
});
