import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  parseAuthorization,
  SignatureRefusal,
  type VerifiedForm,
  verifySignature,
} from './index.ts';

interface Vector {
  readonly id: string;
  readonly note: string;
  readonly ak: string;
  readonly sk: string;
  readonly now_ms?: number;
  readonly wire: {
    readonly request_line: string;
    readonly headers: readonly (readonly [string, string])[];
    readonly body_base64: string;
  };
  readonly expect: {
    readonly ok: boolean | null;
    readonly path?: string;
    readonly query?: string;
    readonly payload?: string;
    readonly reason?: string;
  };
}

const facts = new URL('../../../../test/facts/signing-vectors.json', import.meta.url);
const { vectors, negative } = JSON.parse(readFileSync(facts, 'utf8')) as {
  vectors: Vector[];
  negative: Vector[];
};
const unsupported = ['py-21-ecdsa-p256', 'py-22-sm2-sm3'];
const positive = vectors.filter(({ id }) => !unsupported.includes(id));

/** Both phases, the caller's look-up of the access key between them. */
function verify(vector: Vector): VerifiedForm {
  const [method = '', rawTarget = ''] = vector.wire.request_line.split(' ');
  const claim = parseAuthorization(vector.wire.headers.flat(), vector.now_ms ?? sentAt(vector));
  if (claim.accessKey !== vector.ak) throw new Error('unknown_ak');
  const body = Buffer.from(vector.wire.body_base64, 'base64');
  return verifySignature(claim, vector.sk, { method, rawTarget, body });
}

/** The clock of a vector that does not test the window. */
function sentAt({ wire }: Vector): number {
  const [, date = ''] = wire.headers.find(([name]) => name.toLowerCase() === 'x-sdk-date') ?? [];
  return Date.parse(date.replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z'));
}

function reasonOf(vector: Vector): string {
  try {
    verify(vector);
  } catch (error) {
    return error instanceof SignatureRefusal ? error.reason : (error as Error).message;
  }
  return 'verified';
}

describe('recorded requests', () => {
  it('are all there', () => {
    expect(positive).toHaveLength(76);
    expect(negative).toHaveLength(17);
  });

  it.each(positive)('$id verifies: $note', (vector) => {
    const { path, query, payload } = vector.expect;
    expect(verify(vector)).toMatchObject({ pathForm: path, query, payload });
  });

  it.each(negative)('$id is refused: $note', (vector) => {
    expect(vector.expect.ok).toBe(false);
    expect(reasonOf(vector)).toBe(vector.expect.reason);
  });

  it.each(unsupported)('%s is refused, naming what is supported', (id) => {
    const vector = vectors.find((one) => one.id === id)!;
    expect(() => verify(vector)).toThrow(
      'unsupported signing algorithm,supported:SDK-HMAC-SHA256, V11-HMAC-SHA256, SDK-HMAC-SM3',
    );
    expect(reasonOf(vector)).toBe('unknown_algorithm');
  });

  it.each([
    ['py-06-path-param-slash', '/v4/repositories/2111667253/files/src/main/a b+c 文.ts'],
    ['py-07-path-param-preencoded', '/v4/repositories/1/files/src%2Fmain.ts'],
    ['node-06-path-slash-unicode', '/v4/repositories/5/files/src/main/a%20b+c%20文.ts'],
    ['node-07-path-preencoded', '/v4/repositories/5/files/src%2Fmain.ts'],
  ])('%s is a request for %s', (id, path) => {
    expect(verify(vectors.find((one) => one.id === id)!).path).toBe(path);
  });

  it('are refused when any signed part changes', () => {
    for (const vector of positive) {
      const { wire } = vector;
      const [method = '', rawTarget = ''] = wire.request_line.split(' ');
      const changes: Partial<Vector['wire']>[] = [
        { request_line: `X${method} ${rawTarget} HTTP/1.1` },
        { request_line: `${method} ${rawTarget.replace('/v', '/w')}x HTTP/1.1` },
        { headers: wire.headers.map(([name, value]) => [name, alterSigned(name, value)] as const) },
      ];
      for (const change of changes) {
        expect(reasonOf({ ...vector, wire: { ...wire, ...change } }), vector.id).toBe('signature');
      }
      expect(reasonOf({ ...vector, sk: `${vector.sk}x` }), vector.id).toBe('signature');
    }
  });
});

/** One second later: every client signs X-Sdk-Date. */
function alterSigned(name: string, value: string): string {
  if (name.toLowerCase() !== 'x-sdk-date') return value;
  return value.replace(/\d(?=Z$)/, (digit) => (digit === '9' ? '8' : String(Number(digit) + 1)));
}
