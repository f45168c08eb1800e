import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePath, parseQuery, splitTarget } from './index.ts';
import { referenceEncode } from './reference-signer.ts';

describe('splitTarget', () => {
  it.each([
    ['/a', '/a', ''],
    ['/a?', '/a', ''],
    ['/a?b=?c', '/a', 'b=?c'],
  ])('splits %s', (rawTarget, rawPath, rawQuery) => {
    expect(splitTarget(rawTarget)).toEqual({ rawPath, rawQuery });
  });
});

describe('decodePath', () => {
  it.each([
    ['/a+b/c~d', '/a+b/c~d'],
    ['/a%20b%2Fc', '/a b/c'],
    ['/a%252Fb', '/a%2Fb'],
    ['/%E6%96%87', '/文'],
    ['/%f0%9f%98%80', '/😀'],
  ])('reads %s as %s', (rawPath, path) => {
    expect(decodePath(rawPath)).toBe(path);
  });

  it('can leave ASCII escapes as they are', () => {
    expect(decodePath('/a%20b%2F%252F%E6%96%87', 'decode_nonascii')).toBe('/a%20b%2F%252F文');
  });

  it.each([
    ...['/100%', '/%2', '/%zz', '/%E6%96', '/%FF', '/%C0%AF', '/%ED%A0%80'],
    ...['/文', '/a b', '/a\n'],
  ])('does not read %j in either form', (rawPath) => {
    expect(decodePath(rawPath)).toBeUndefined();
    expect(decodePath(rawPath, 'decode_nonascii')).toBeUndefined();
  });

  it('undoes any encoding', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(decodePath(referenceEncode(text))).toBe(text);
      }),
    );
  });
});

describe('parseQuery', () => {
  const plain = { plusIsBlank: false };

  it.each<[string, [string, string][]]>([
    ['', []],
    ['&&', []],
    ['k', [['k', '']]],
    ['k=', [['k', '']]],
    ['=v', [['', 'v']]],
    [
      'b=1&a=%26%3D&b=0',
      [
        ['b', '1'],
        ['a', '&='],
        ['b', '0'],
      ],
    ],
    ['a=b=c', [['a', 'b=c']]],
    ['filter%5Ba%5D=1', [['filter[a]', '1']]],
  ])('reads "%s"', (rawQuery, pairs) => {
    expect(parseQuery(rawQuery, plain)).toEqual(pairs);
  });

  it('takes a plus as asked', () => {
    expect(parseQuery('a+b=c+%2B', plain)).toEqual([['a+b', 'c++']]);
    expect(parseQuery('a+b=c+%2B', { plusIsBlank: true })).toEqual([['a b', 'c +']]);
  });

  it.each(['a=%', '%zz=1', 'a=1&b=%FF', 'a=文'])('does not read "%s"', (rawQuery) => {
    expect(parseQuery(rawQuery, plain)).toBeUndefined();
  });
});
