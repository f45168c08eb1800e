import { expect } from 'vitest';
import { operationOf } from '../../strict-answers.ts';
import type { Scene } from '../scene.ts';

export { heardOfNobody, rootOf } from '../users.ts';

/** A failure of IAM 5; `text` is a pattern. */
export function refused(status: number, code: string, text: string): object {
  const error_msg = expect.stringMatching(new RegExp(`^${text}`));
  return { status, body: { error_code: code, error_msg, request_id: expect.any(String) } };
}

/** The refusal of a value, with the field and rule that follow it (a pattern). */
export const badValue = (reason: string) =>
  refused(400, 'PAP5.0002', `Invalid parameter\\. ${reason}`);

export const badMarker = refused(400, 'PAP5.0010', 'Invalid marker\\. \\[marker\\] must be');

export const denied = (action: string) =>
  refused(403, 'PAP5.0001', `access denied: User: iam::.* perform: ${action}`);

export const notFound = (what: string) =>
  refused(404, 'PAP5.0004', `The resource does not exist\\. ${what}`);

/** What only root changes of root. */
export const rootOnly = refused(403, 'PAP5.0001', 'access denied: .* only they themselves');

export interface WireUser {
  readonly user_id: string;
  readonly user_name: string;
}

/** A new user without password and key, as CreateUserV5 makes them. */
export async function newUser({ core }: Scene, name: string): Promise<WireUser> {
  const body = { name, enabled: true };
  const answer = await core.send(operationOf('IAM v5', 'CreateUserV5'), {}, body);
  expect(answer.status, answer.text).toBe(201);
  return (answer.body as { user: WireUser }).user;
}
