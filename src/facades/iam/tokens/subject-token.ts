import { Type } from '../../../contract/schema.ts';
import { type DescribedToken, tokenSeenBy } from '../../../domain/access/index.ts';
import { type Principal, Problem } from '../../../domain/kernel/index.ts';
import type { Context } from '../../context.ts';

/** The token that a call is about, beside the credential of whoever makes it. */
export const subjectTokenHeader = Type.Object({
  'x-subject-token': Type.String({
    description: "The token in question: one's own or, for the root user, any of the account.",
    accepts: 'a token',
  }),
});

/** The token that the header names. Throws Problem `not-found` with the documented text. */
export async function subjectToken(
  { records, realNow }: Context,
  asker: Principal,
  header: { readonly 'x-subject-token': string },
): Promise<DescribedToken> {
  const token = await tokenSeenBy(records, asker, header['x-subject-token'], realNow);
  if (token) return token;
  throw new Problem('not-found', {
    subject: 'token',
    reason: 'X-Subject-Token is invalid in the request',
  });
}
