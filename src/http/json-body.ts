import { Problem } from '../domain/kernel/index.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The JSON value that a body holds, undefined for an empty one. Any well-formed Content-Type, or
 * none, will do: clients differ in what they name it. Throws Problem `invalid`.
 */
export function jsonOf(body: Uint8Array): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    throw new Problem('invalid', {
      subject: 'request',
      field: 'body',
      reason: 'must be JSON in UTF-8',
    });
  }
}
