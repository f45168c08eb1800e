import { createHash, createHmac } from 'node:crypto';

/** For tests: the canonical parts a client means to sign, spelled out by the caller. */
export interface ReferenceRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly payload?: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly date: string;
}

/**
 * For tests: signs with SDK-HMAC-SHA256 as the vendor's signing guide describes it, sharing no code
 * with the verifier. Returns the headers to send, flat like Node's `rawHeaders`.
 */
export function referenceSign(request: ReferenceRequest): string[] {
  const headers = [...(request.headers ?? []), ['X-Sdk-Date', request.date] as const];
  const names = headers.map(([name]) => name.toLowerCase()).join(';');
  const canonical = [
    request.method,
    request.path,
    request.query ?? '',
    ...headers.map(([name, value]) => `${name.toLowerCase()}:${value}`),
    '',
    names,
    request.payload ?? sha256(''),
  ].join('\n');
  const text = `SDK-HMAC-SHA256\n${request.date}\n${sha256(canonical)}`;
  const signature = createHmac('sha256', request.secretKey).update(text).digest('hex');
  const authorization = `SDK-HMAC-SHA256 Access=${request.accessKey}, SignedHeaders=${names}, Signature=${signature}`;
  return [...headers.flat(), 'Authorization', authorization];
}

/** For tests: lower-case hex SHA-256 of text or bytes. */
export const sha256 = (data: string | Uint8Array): string =>
  createHash('sha256').update(data).digest('hex');

/** For tests: RFC 3986 encoding, byte by byte, of all but unreserved characters and those in `keep`. */
export function referenceEncode(text: string, keep = ''): string {
  let encoded = '';
  for (const byte of Buffer.from(text)) {
    const character = String.fromCharCode(byte);
    const plain = /[A-Za-z0-9._~-]/.test(character) || keep.includes(character);
    encoded += plain ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}
