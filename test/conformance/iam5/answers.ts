import { expect } from 'vitest';

/** A failure of IAM 5; `text` is a pattern for what it begins with. */
export function refused(status: number, code: string, text: string): object {
  const message = expect.stringMatching(new RegExp(`^${text}`));
  return { status, body: { error_code: code, error_msg: message } };
}

/** IAM 5's refusal of a value, with the field and rule that follow it (a pattern). */
export const badValue = (reason: string) =>
  refused(400, 'PAP5.0002', `Invalid parameter\\. ${reason}`);

export const missing = (text: string) =>
  refused(404, 'PAP5.0004', `The resource does not exist\\. ${text}`);

export const taken = (text: string) =>
  refused(409, 'PAP5.0005', `The resource exists already\\. ${text}`);

export const conflict = (text: string) =>
  refused(409, 'PAP5.0006', `The request conflicts with the state of the resource\\. ${text}`);

export const quotaUsedUp = (text: string) =>
  refused(409, 'PAP5.0003', `The quota is used up\\. ${text}`);

export const denied = (action: string) =>
  refused(403, 'PAP5.0001', `access denied: User: iam::.* to perform: ${action} because no`);

/** A time as IAM 5 writes it. */
export const aTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

export const anId = expect.stringMatching(/^[0-9a-f]{32}$/);
