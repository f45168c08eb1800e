import type { Random } from '../properties/random.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Texts that are trouble somewhere: in a parser, a pattern, a database, a terminal or a browser. */
const texts = [
  ...[
    '',
    ' ',
    'a',
    'null',
    '0',
    '-1',
    '1e3',
    'true',
    '{}',
    '../..',
    '%2e%2e',
    "' or 1=1 --",
    '$ne',
  ],
  ...['\0', 'a\0b', '\ud800', 'a\udc00', '\ufeff', '\u202e', '\u2028', '\n', '\r\nX: y', '\x7f'],
  ...['e\u0301', '\u212b', '\uf900', '😀', '组', 'ａ', 'İ', 'ß', '.git', '{project_id}', '$(x)'],
  ...['x'.repeat(257), '组'.repeat(129), '\u{20000}'.repeat(128), 'a/'.repeat(50), '%'.repeat(9)],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'public', 'private', 'password'],
];
const numbers = [0, -0, -1, 1, 0.5, 2 ** 31 - 1, 2 ** 31, 2 ** 53, -(2 ** 63), 1e21, 1e308, 5e-324];

function anyValue(random: Random): Json {
  return random.pick<() => Json>([
    () => null,
    () => random.pick([true, false]),
    () => random.pick(numbers),
    () => random.pick(texts),
    () => random.pick(texts) + random.hex(4),
    () => random.hex(32),
    () => [],
    () => ({}),
    () => [random.pick(texts), null, 1],
    () => ({ [random.pick(texts)]: random.pick(texts) }),
    () => ['password', 'token'],
  ])();
}

/** Puts `change` in place of one value somewhere in a document. */
function changed(random: Random, value: Json, change: (old: Json) => Json): Json {
  if (typeof value !== 'object' || value === null || random.below(4) === 0) return change(value);
  if (Array.isArray(value)) {
    const at = random.below(Math.max(1, value.length));
    return value.length === 0
      ? change(value)
      : value.map((item, i) => (i === at ? changed(random, item, change) : item));
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return change(value);
  const at = random.below(entries.length);
  return Object.fromEntries(
    entries.map(([key, item], i) => [key, i === at ? changed(random, item, change) : item]),
  );
}

/** Changes the fields of one object somewhere in a document. */
function inObject(
  random: Random,
  value: Json,
  change: (entries: [string, Json][]) => [string, Json][],
): Json {
  return changed(random, value, (old) =>
    typeof old === 'object' && old !== null && !Array.isArray(old)
      ? Object.fromEntries(change(Object.entries(old)))
      : anyValue(random),
  );
}

/** Documents that are no object of fields, or none at all. */
const documents = [
  ...[
    '',
    'null',
    'true',
    '0',
    '-',
    '"x"',
    '[]',
    '[{}]',
    '{}',
    '{',
    '}',
    '[',
    '"',
    '{"a"',
    '{"a":}',
  ],
  ...['{"a":1,}', "{'a':1}", '{a:1}', 'NaN', 'undefined', '{"a":01}', '{"a":+1}', '{"a":.5}', '//'],
  ...['name=a&parent_id=b', '<x/>', '\ufeff{}', ' \n\t{}\r\n', '{}{}', '{}x', '\x00', '{"\\u":1}'],
];

/** The bytes of a request body made of a good one, in most cases still JSON. */
export function mutatedBody(random: Random, good: unknown): Buffer {
  const value = (good ?? {}) as Json;
  const text = () => JSON.stringify(value);
  const make = random.pick<() => Buffer | string>([
    () => JSON.stringify(changed(random, value, () => anyValue(random))),
    () => JSON.stringify(changed(random, value, () => anyValue(random))),
    () =>
      JSON.stringify(
        changed(
          random,
          changed(random, value, (old) => [old]),
          (old) => ({ old }),
        ),
      ),
    // A field less, a field more, a field called otherwise, a field twice.
    () => JSON.stringify(inObject(random, value, (fields) => fields.slice(1))),
    () =>
      JSON.stringify(
        inObject(random, value, (fields) => [...fields, [random.pick(texts), anyValue(random)]]),
      ),
    () =>
      JSON.stringify(
        inObject(random, value, ([[name, first] = ['x', 1], ...rest]) => [
          [random.pick([name.toUpperCase(), `${name} `, `\0${name}`, random.pick(texts)]), first],
          ...rest,
        ]),
      ),
    () => text().replace('{', `{${text().slice(1, -1) || '"a":1'},`),
    () => text().replace('{', `{"__proto__":${JSON.stringify(anyValue(random))},`),
    () => text().replace('{', '{"constructor":{"prototype":{"name":"x"}},'),
    () => random.pick(documents),
    // Cut off, with a bit turned, with bytes that are not UTF-8, with escapes that are no characters.
    () => text().slice(0, random.below(text().length + 1)),
    () => {
      const bytes = Buffer.from(text());
      const at = random.below(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
      return bytes;
    },
    () => Buffer.concat([Buffer.from(text()), Buffer.from([random.pick([0xff, 0xc0, 0xed, 0])])]),
    () =>
      text().replace(/"[^"]*"/, () => `"${random.pick(['\\ud800', '\\u0000', '\\x', '\xff'])}"`),
    () => Buffer.from(text(), random.pick<BufferEncoding>(['utf16le', 'base64', 'hex'])),
    // Long, broad and deep ones, seldom because they cost time.
    () => {
      if (random.below(8) > 0) return `${' '.repeat(random.below(2000))}${text()}\n`;
      const many = random.pick([1000, 20_000, 100_000]);
      const big = random.pick<() => string>([
        () => '['.repeat(many) + ']'.repeat(many),
        () => '{"a":'.repeat(many),
        () => JSON.stringify(changed(random, value, () => 'x'.repeat(many))),
        () => JSON.stringify(changed(random, value, () => Array<string>(many).fill('password'))),
        () => `{${Array.from({ length: many / 10 }, (_, i) => `"k${i}":${i}`).join()}}`,
        () => text().replace('{', `{"deep":${'['.repeat(many)}${']'.repeat(many)},`),
        () => `${'9'.repeat(many)}`,
      ]);
      return big();
    },
  ]);
  const made = make();
  return typeof made === 'string' ? Buffer.from(made) : made;
}

/** A value that stands in a path or query in place of a good one; never empty in a path. */
export function mutatedText(random: Random, good: string): string {
  return random.pick<() => string>([
    () => good.toUpperCase(),
    () => good.slice(1),
    () => `${good}0`,
    () => ` ${good}`,
    () => random.hex(32),
    () => String(random.pick(numbers)),
    () => random.pick(texts),
    () =>
      random.pick(['007', '+1', '1.0', '0x1', '١', '１', '9'.repeat(40), 'desc', 'TRUE', 'a,b']),
  ])();
}

/** Types of a body that are not `application/json`. */
export const contentTypes = [
  ...['text/plain', 'application/xml', 'application/json; charset=utf-16', 'application/JSON'],
  ...[
    'application/octet-stream',
    'multipart/form-data; boundary=x',
    'json',
    '',
    ';',
    'a/b/c',
    '*/*',
  ],
  ...['application/json, text/plain', 'application/x-www-form-urlencoded', 'application/json;;='],
];

/** Every copy of a document in which one text has another in its place. */
export function withEachText(value: unknown, text: string): unknown[] {
  if (typeof value === 'string') return [text];
  if (Array.isArray(value)) {
    return value.flatMap((item, i) =>
      withEachText(item, text).map((changed) => value.with(i, changed)),
    );
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    withEachText(item, text).map((changed) => ({ ...value, [key]: changed })),
  );
}

// Two marks out of order: putting a run of them in order takes time that grows with its square.
const marks = '\u0301\u0316';

/** Texts for bodies that cost more than their length wherever something goes over them twice. */
export const longTexts = [
  ...[
    marks.repeat(100_000),
    `${'a'.repeat(1_000_000)}!`,
    ' '.repeat(1_000_000),
    '('.repeat(500_000),
  ],
  ...['组'.repeat(300_000), '.git'.repeat(100_000), '9'.repeat(1_000_000), 'a\0'.repeat(100_000)],
];

/** The like for paths and queries, encoded less than what a server must take of a target. */
export const longTargetTexts = [
  ...[
    '_'.repeat(30_000),
    '%'.repeat(9000),
    '\\'.repeat(9000),
    marks.repeat(2000),
    'a'.repeat(30_000),
  ],
  ...['created_on:asc,'.repeat(1000), 'name'.repeat(7000), '9'.repeat(30_000), 'İ'.repeat(4000)],
];
