import { isUtf8 } from 'node:buffer';
import { Problem } from '../domain/kernel/index.ts';

const byteOrderMark = '\uFEFF';

/**
 * The JSON value that a body holds, undefined for an empty one. Any well-formed Content-Type, or
 * none, will do: clients differ in what they name it. Throws Problem `invalid`.
 */
export function jsonOf(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  try {
    if (!isUtf8(body)) throw new SyntaxError('not UTF-8');
    const text = body.toString();
    return JSON.parse(text.startsWith(byteOrderMark) ? text.slice(1) : text);
  } catch {
    throw new Problem('invalid', {
      subject: 'request',
      field: 'body',
      reason: 'must be JSON in UTF-8',
    });
  }
}
