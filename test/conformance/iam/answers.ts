import { STATUS_CODES } from 'node:http';
import { expect } from 'vitest';
import { tokenHash } from '../../../src/domain/access/index.ts';
import type { Scene } from '../scene.ts';

/** A failure of IAM v3: Keystone's object, with its code and text beside it. `text` is a pattern. */
export function refused(status: number, code: string, text: string): object {
  const message = expect.stringMatching(new RegExp(`^${text}`));
  const error = { code: status, message, title: STATUS_CODES[status] };
  return { status, body: { error, error_code: code, error_msg: message } };
}

/** IAM's documented refusal of a value, with the field and rule that follow it (a pattern). */
export const badBody = (reason: string) =>
  refused(400, 'IAM.0011', `The request body is invalid ${reason}`);

export const wrongPassword = refused(401, 'IAM.0062', 'The username or password is wrong\\.$');

export const invalidSubject = refused(
  404,
  'IAM.0004',
  'X-Subject-Token is invalid in the request$',
);

export const denied = (action: string) =>
  refused(
    403,
    'IAM.0002',
    `You are not authorized to perform the requested action\\. User: iam::.* perform: ${action}`,
  );

/** Replaces a token's lifetime in the store: one that ended a minute ago, by the real clock. */
export async function expire({ world }: Scene, token: string): Promise<void> {
  await world.server.data.store.write(async (records) => {
    const found = await records.access.findToken(tokenHash(token));
    if (!found) throw new Error('no such token');
    await records.access.deleteToken(found.token.hash);
    await records.access.insertToken({ ...found.token, expiresAt: Date.now() - 60_000 });
  });
}
