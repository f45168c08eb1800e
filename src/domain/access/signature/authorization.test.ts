import { describe, expect, it } from 'vitest';
import { parseAuthorization, SignatureRefusal } from './index.ts';

const sent = Date.UTC(2026, 0, 2, 3, 4, 5);
const signature = 'ab'.repeat(32);
const good = `SDK-HMAC-SHA256 Access=AK1, SignedHeaders=host;x-sdk-date, Signature=${signature}`;

const headers = (authorization: string, ...more: string[]): string[] => [
  ...['Host', 'h', 'X-Sdk-Date', '20260102T030405Z', 'Authorization', authorization],
  ...more,
];

function refusal(rawHeaders: string[], now = sent): Pick<SignatureRefusal, 'reason' | 'detail'> {
  try {
    parseAuthorization(rawHeaders, now);
  } catch (error) {
    if (error instanceof SignatureRefusal) return { reason: error.reason, detail: error.detail };
    throw error;
  }
  throw new Error('accepted');
}

describe('parseAuthorization', () => {
  it('reads a claim', () => {
    const rawHeaders = headers(good, 'X-Sdk-Content-Sha256', 'UNSIGNED-PAYLOAD');
    expect(parseAuthorization(rawHeaders, sent)).toEqual({
      algorithm: 'SDK-HMAC-SHA256',
      accessKey: 'AK1',
      scope: undefined,
      date: '20260102T030405Z',
      signedHeaders: ['host', 'x-sdk-date'],
      signature,
      canonicalHeaders: 'host:h\nx-sdk-date:20260102T030405Z\n',
      contentType: '',
      contentHash: 'UNSIGNED-PAYLOAD',
    });
  });

  it('reads the scope of a derived key', () => {
    const authorization = good.replace(
      'SDK-HMAC-SHA256 Access=AK1',
      'V11-HMAC-SHA256 Credential=AK1/20260102/globe/iam',
    );
    expect(parseAuthorization(headers(authorization), sent)).toMatchObject({
      accessKey: 'AK1',
      scope: { day: '20260102', region: 'globe', service: 'iam' },
    });
    const yesterday = authorization.replace('20260102/', '20260101/');
    expect(refusal(headers(yesterday)).reason).toBe('scope');
  });

  it('joins a repeated header by commas', () => {
    const authorization = good.replace('host;', 'x-a;');
    expect(
      parseAuthorization(headers(authorization, 'X-A', '1', 'x-a', '2'), sent).canonicalHeaders,
    ).toBe('x-a:1,2\nx-sdk-date:20260102T030405Z\n');
  });

  it('looks for the content hash in the header of its algorithm', () => {
    const rawHeaders = headers(good, 'X-Sdk-Content-Sm3', 'UNSIGNED-PAYLOAD');
    expect(parseAuthorization(rawHeaders, sent).contentHash).toBeUndefined();
    const sm3 = rawHeaders.with(5, good.replace('SHA256', 'SM3'));
    expect(parseAuthorization(sm3, sent).contentHash).toBe('UNSIGNED-PAYLOAD');
  });

  it.each([
    ['SDK-HMAC-SHA256', 'missing:Access, SignedHeaders, Signature'],
    [good.replace(/, Signature.*/, ''), 'missing:Signature'],
    [good.replace(/ SignedHeaders=[^,]*,/, ''), 'missing:SignedHeaders'],
    [good.replace('SDK-HMAC-SHA256', 'V11-HMAC-SHA256'), 'missing:Credential'],
    [good.toLowerCase().replace('sdk-hmac-sha256', 'SDK-HMAC-SHA256'), 'missing:Access'],
    [good.replace(signature, signature.toUpperCase()), 'expected:SDK-HMAC-SHA256 Access=<AK>'],
    [good.slice(0, -1), 'expected:'],
    [good.replace('host;', 'Host;'), 'expected:'],
    [good.replace('host;', 'host;host;'), 'none twice'],
    [good.replace('AK1', 'A K'), 'expected:'],
    [`${good}, ${good}`, 'expected:'],
  ])('says what is wrong with the form of %s', (authorization, text) => {
    const { reason, detail } = refusal(headers(authorization));
    expect(reason).toBe('malformed');
    expect(detail).toContain(text);
  });

  it('names a signed header that is not there', () => {
    expect(refusal(headers(good.replace('host;', 'x-none;')))).toEqual({
      reason: 'malformed',
      detail: 'signed header is missing:x-none',
    });
  });

  it.each(['constructor Access=AK1', 'Bearer abc', 'MIIsecrettoken', ''])(
    'does not repeat an unknown algorithm: %s',
    (authorization) => {
      expect(refusal(headers(authorization))).toEqual({
        reason: 'unknown_algorithm',
        detail:
          'unsupported signing algorithm,supported:SDK-HMAC-SHA256, V11-HMAC-SHA256, SDK-HMAC-SM3',
      });
    },
  );

  it('allows the clock 15 minutes either way', () => {
    const window = 15 * 60 * 1000;
    for (const off of [-window, window]) {
      expect(parseAuthorization(headers(good), sent + off).accessKey).toBe('AK1');
    }
    expect(refusal(headers(good), sent + window + 1)).toEqual({
      reason: 'skew',
      detail: 'signature expired,signature time:20260102T030405Z,server time:20260102T031905Z',
    });
    expect(refusal(headers(good), sent - window - 1).reason).toBe('skew');
  });

  it.each([
    '',
    '2026-01-02T03:04:05Z',
    '20261302T030405Z',
    '20260102T030405',
    '20260102T030405Z,x',
  ])('refuses the date "%s"', (date) => {
    expect(refusal(headers(good).with(3, date)).reason).toBe('bad_date');
  });
});
