import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalQueries } from './canonical.ts';
import {
  type PathForm,
  parseAuthorization,
  parseQuery,
  SignatureRefusal,
  type SignedRequest,
  type VerifiedForm,
  verifySignature,
} from './index.ts';
import {
  type ReferenceRequest,
  referenceEncode,
  referenceSign,
  sha256,
} from './reference-signer.ts';

const secretKey = 'SKtest0000000000000000000000000000000000';
const date = '20260102T030405Z';
const now = Date.UTC(2026, 0, 2, 3, 4, 5);
const nothing = Buffer.alloc(0);

type Meant = Pick<ReferenceRequest, 'path'> & Partial<ReferenceRequest>;
type Sent = Pick<SignedRequest, 'rawTarget'> & Partial<SignedRequest>;

/** Signs what is meant and verifies it on what is sent, `unsigned` headers included. */
function verify(meant: Meant, sent: Sent, unsigned: string[] = []): VerifiedForm {
  const signed = referenceSign({ method: 'GET', accessKey: 'AKTEST', secretKey, date, ...meant });
  const claim = parseAuthorization([...signed, ...unsigned], now);
  return verifySignature(claim, secretKey, { method: 'GET', body: nothing, ...sent });
}

function refusal(...request: Parameters<typeof verify>): SignatureRefusal {
  try {
    verify(...request);
  } catch (error) {
    if (error instanceof SignatureRefusal) return error;
    throw error;
  }
  throw new Error('verified');
}

describe('the path', () => {
  const withSlash = (path: string): string => (path.endsWith('/') ? path : `${path}/`);
  const canonicalPath = (path: string): string => withSlash(referenceEncode(path, '/'));

  /** Reads a raw path byte by byte. */
  function meaning(rawPath: string, form: PathForm): string {
    const bytes: number[] = [];
    for (let i = 0; i < rawPath.length; i++) {
      const escaped = Number.parseInt(rawPath.slice(i + 1, i + 3), 16);
      if (rawPath[i] === '%' && (form === 'decode_once' || escaped >= 0x80)) {
        bytes.push(escaped);
        i += 2;
      } else {
        bytes.push(rawPath.charCodeAt(i));
      }
    }
    return Buffer.from(bytes).toString('utf8');
  }

  // Each row spells things that are alike, or become alike when decoded once too often.
  const spellings = [
    ['/', '%2F', '%2f', '%252F', '%25252F'],
    ['a', '%61', '%2561', 'b'],
    ['%20', '%2520', '+'],
    ['+', '%2B', '%252B', '%2b'],
    ['%25', '%2525', '%252525'],
    ['%E6%96%87', '%e6%96%87', '%25E6%2596%2587', '%E6%96%88'],
    ['~', '%7E', '*', '%2A'],
    ['', '/'],
  ];
  const position = fc
    .constantFrom(...spellings)
    .chain((row) => fc.tuple(fc.constantFrom(...row), fc.constantFrom(...row)));
  const form = fc.constantFrom<PathForm>('decode_once', 'decode_nonascii');
  const forms: PathForm[] = ['decode_once', 'decode_nonascii'];

  it('never verifies as another than the one signed', () => {
    fc.assert(
      fc.property(fc.array(position, { maxLength: 6 }), form, (positions, signedForm) => {
        const signedRaw = `/${positions.map(([one]) => one).join('')}`;
        const sentRaw = `/${positions.map(([, other]) => other).join('')}`;
        const meant = meaning(signedRaw, signedForm);
        const path = canonicalPath(meant);
        if (!forms.some((one) => canonicalPath(meaning(sentRaw, one)) === path)) {
          expect(refusal({ path }, { rawTarget: sentRaw }).reason).toBe('signature');
          return;
        }
        const verified = verify({ path }, { rawTarget: sentRaw });
        expect(canonicalPath(verified.path)).toBe(path);
        expect(withSlash(verified.path)).toBe(withSlash(meant));
        expect(verified.path).toBe(meaning(sentRaw, verified.pathForm));
      }),
      { numRuns: 3000 },
    );
  });

  it('verifies as sent, whichever form the signer used', () => {
    fc.assert(
      fc.property(fc.array(position, { maxLength: 6 }), form, (positions, signedForm) => {
        const rawTarget = `/${positions.map(([one]) => one).join('')}`;
        const path = canonicalPath(meaning(rawTarget, signedForm));
        expect(canonicalPath(verify({ path }, { rawTarget }).path)).toBe(path);
      }),
    );
  });

  it('tells a signed %2F from a signed slash', () => {
    expect(verify({ path: '/a%252Fb/' }, { rawTarget: '/a%2Fb' })).toMatchObject({
      path: '/a%2Fb',
      pathForm: 'decode_nonascii',
    });
    expect(verify({ path: '/a%252Fb/' }, { rawTarget: '/a%252Fb' })).toMatchObject({
      path: '/a%2Fb',
      pathForm: 'decode_once',
    });
    expect(verify({ path: '/a/b/' }, { rawTarget: '/a%2Fb' }).path).toBe('/a/b');
    expect(refusal({ path: '/a/b/' }, { rawTarget: '/a%252Fb' }).reason).toBe('signature');
  });

  it.each(['/a%', '/a%zz', '/%FF', '/a?b=%'])('is refused as malformed in %s', (rawTarget) => {
    expect(refusal({ path: '/a/' }, { rawTarget }).reason).toBe('malformed');
  });
});

describe('the query', () => {
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const sort = (pairs: readonly (readonly [string, string])[]) =>
    pairs.toSorted((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]));
  const join = (pairs: readonly (readonly [string, string])[], keep = '') =>
    pairs.map((pair) => pair.map((text) => referenceEncode(text, keep)).join('=')).join('&');

  it('reads back as the pairs that were signed, in any order', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.constantFrom('+', 'a'));
    const orders = fc
      .array(fc.tuple(text, text), { maxLength: 5 })
      .chain((pairs) =>
        fc.tuple(
          fc.constant(pairs),
          fc.shuffledSubarray(pairs, { minLength: pairs.length, maxLength: pairs.length }),
        ),
      );
    fc.assert(
      fc.property(orders, fc.constantFrom('', "+*'(!"), ([pairs, shuffled], keep) => {
        const rawQuery = join(shuffled, keep);
        const query = join(sort(pairs));
        const verified = verify({ path: '/', query }, { rawTarget: `/?${rawQuery}` });
        expect(verified.query).toBe(pairs.length === 0 ? 'empty' : 'sorted');
        expect(sort(parseQuery(rawQuery, { plusIsBlank: false })!)).toEqual(sort(pairs));
      }),
    );
  });

  it.each([
    ['', '', 'empty'],
    ['&', '', 'empty'],
    ['k', 'k=', 'sorted'],
    ['b=2&a=1', 'a=1&b=2', 'sorted'],
    ['b=2&b=1&a', 'a=&b=2&b=1', 'sorted_stable'],
    ['b=2&a=1', 'b=2&a=1', 'verbatim'],
    ['a=b+c', 'a=b%2Bc', 'sorted'],
    ['a=b+c', 'a=b+c', 'verbatim'],
  ])('"%s" signed as "%s" is %s', (rawQuery, query, form) => {
    expect(verify({ path: '/', query }, { rawTarget: `/?${rawQuery}` }).query).toBe(form);
  });

  it.each([
    ['a=b%2Bc', 'a=b+c'],
    ['a=b+c', 'a=b%20c'],
    ['a=1', ''],
    ['', 'a=1'],
  ])('"%s" does not pass for a signed "%s"', (rawQuery, query) => {
    expect(refusal({ path: '/', query }, { rawTarget: `/?${rawQuery}` }).reason).toBe('signature');
  });

  it.each([
    ['a=1', 1],
    ['a=2&a=1', 2],
    ['a=2&a=1&', 3],
  ])('"%s" is tried in %i texts, none twice', (rawQuery, count) => {
    const texts = [...canonicalQueries(rawQuery)].map(({ text }) => text);
    expect(new Set(texts).size).toBe(count);
    expect(texts).toHaveLength(count);
  });
});

describe('the payload', () => {
  const body = Buffer.from('{"name":"TG2"}');
  const header = (value: string) => [['X-Sdk-Content-Sha256', value]] as const;
  const unsigned = { path: '/', headers: header('UNSIGNED-PAYLOAD'), payload: 'UNSIGNED-PAYLOAD' };
  const sent = { rawTarget: '/', body };

  it('may declare the hash it has', () => {
    const payload = sha256(body);
    const verified = verify({ path: '/', headers: header(payload), payload }, sent);
    expect(verified.payload).toBe('body');
  });

  it.each(['text/plain', 'multipart/form-data; boundary=json', 'application/octet-stream'])(
    'may be unsigned as %s',
    (type) => {
      expect(verify(unsigned, sent, ['Content-Type', type]).payload).toBe('header');
    },
  );

  it.each([
    ['Content-Type', 'application/json'],
    ['Content-Type', 'Application/JSON; charset=utf-8'],
    ['Content-Type', 'application/bson'],
    ['Content-Type', 'application/merge-patch+json'],
    ['Content-Type', 'text/plain', 'content-type', 'application/json'],
    [],
  ])('may not be unsigned with %s %s', (...headers) => {
    expect(refusal(unsigned, sent, headers).reason).toBe('content_hash');
  });

  it('may be declared unsigned for any type where there is none', () => {
    const type = ['Content-Type', 'application/json'];
    expect(verify(unsigned, { rawTarget: '/' }, type).payload).toBe('header');
  });

  it('cannot be declared unsigned by somebody on the way', () => {
    const meant = { path: '/', payload: sha256(body) };
    const added = ['X-Sdk-Content-Sha256', 'UNSIGNED-PAYLOAD', 'Content-Type', 'text/plain'];
    expect(refusal(meant, sent, added).reason).toBe('signature');
  });

  it('must be the one signed', () => {
    expect(refusal({ path: '/' }, sent).reason).toBe('signature');
    expect(refusal({ path: '/', payload: sha256(body) }, { rawTarget: '/' }).reason).toBe(
      'signature',
    );
  });
});

describe('the text of a refusal', () => {
  const emptyHash = sha256('');

  it('repeats what was hashed', () => {
    const headers = [['Host', 'h']] as const;
    expect(
      refusal({ path: '/b/', headers }, { rawTarget: '/a b?'.replace(' ', '%20') }).detail,
    ).toBe(
      `verify aksk signature fail, canonicalRequest:GET|/a%20b/||host:h|x-sdk-date:${date}||host;x-sdk-date|${emptyHash}`,
    );
  });

  it('holds no credential', () => {
    const headers = [
      ['X-Auth-Token', 'MIIsecret'],
      ['X-Security-Token', 'ST;secret:2'],
      ['Cookie', 'session=secret'],
    ] as const;
    const { detail, message, stack } = refusal({ path: '/b/', headers }, { rawTarget: '/a' });
    expect(detail).toContain('|x-auth-token:***|x-security-token:***|cookie:***|x-sdk-date:2026');
    for (const text of [detail, message, stack]) {
      expect(text).not.toContain('secret');
      expect(text).not.toContain(secretKey);
    }
  });

  it('stays short and printable', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), fc.nat(5000), (bytes, length) => {
        const value =
          Buffer.from(bytes).toString('latin1').replaceAll('\n', '') + '😀'.repeat(length);
        const latin1 = Buffer.from(value).toString('latin1');
        const { detail } = refusal(
          { path: '/b/', headers: [['X-A', latin1]] },
          { rawTarget: '/a' },
        );
        expect(detail.length).toBeLessThanOrEqual(4200);
        expect(detail).not.toMatch(/\p{Cc}/u);
        expect(detail.isWellFormed()).toBe(true);
      }),
    );
  });
});
