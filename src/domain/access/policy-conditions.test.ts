import { describe, expect, it } from 'vitest';
import { type ConditionKeys, operatorNames, readConditions } from './policy-conditions.ts';

/** What a request says: texts under keys in lower case. */
const saying =
  (said: Readonly<Record<string, readonly string[]>>): ConditionKeys =>
  (key) =>
    said[key];

const holds = (condition: object, said: Readonly<Record<string, readonly string[]>>) =>
  readConditions('Condition', condition).every((each) => each(saying(said)));

/** By operator: a value of the document, values that fit it and values that do not. */
const fits: Readonly<Record<string, readonly (readonly [string, string[], string[]])[]>> = {
  StringEquals: [['Alice', ['Alice'], ['alice', 'Al', 'A*']]],
  StringEqualsIgnoreCase: [['Alice', ['Alice', 'aLICE'], ['Al', 'Alice ']]],
  StringMatch: [
    ['A*e', ['Alice', 'Ae', 'A*e'], ['alice', 'Alic', 'xAe']],
    ['?lice', ['Alice', 'alice'], ['lice', 'AAlice']],
    ['[Aa].+', ['[Aa].+'], ['Alice']],
  ],
  StringStartWith: [['Al', ['Al', 'Alice'], ['al', 'xAl', '']]],
  StringEndWith: [['ce', ['ce', 'Alice'], ['CE', 'cex', '']]],
  NumberEquals: [['10', ['10', '10.0', '+10'], ['1', '0x0a', 'ten', '']]],
  NumberLessThan: [['10', ['9.99', '-11'], ['10', '11', '1e0', '']]],
  NumberLessThanEquals: [['10', ['10', '9'], ['10.01', 'x']]],
  NumberGreaterThan: [['-1.5', ['-1.4', '7'], ['-1.5', '-2', 'x']]],
  NumberGreaterThanEquals: [['10', ['10', '100'], ['9', 'x']]],
  DateLessThan: [
    ['2026-01-31T12:00:00Z', ['2026-01-31T11:59:59.999Z'], ['2026-01-31T12:00:00Z', 'now']],
    ['2026-01-31T12:00:00+08:00', ['2026-01-31T03:59:59Z'], ['2026-01-31T04:00:00Z']],
  ],
  DateLessThanEquals: [['2026-01-31', ['2026-01-31T00:00:00Z'], ['2026-01-31T00:00:01Z']]],
  DateGreaterThan: [['2026-01-31T12:00:00Z', ['2026-01-31T12:00:01Z'], ['2026-01-31T12:00:00Z']]],
  DateGreaterThanEquals: [['2026-01-31T12:00Z', ['2026-01-31T12:00:00Z'], ['2026-01-31T11:00Z']]],
  Bool: [['true', ['true', 'TRUE'], ['false', '1', '']]],
  IpAddress: [
    ['192.0.2.7', ['192.0.2.7', '::ffff:192.0.2.7'], ['192.0.2.8', '192.0.2.70', 'local', '']],
    ['192.0.2.0/24', ['192.0.2.0', '192.0.2.255'], ['192.0.3.0', '192.0.1.255', '::1']],
    ['0.0.0.0/0', ['255.255.255.255'], ['::2']],
    ['192.0.2.4/30', ['192.0.2.7'], ['192.0.2.8', '192.0.2.3']],
    ['2001:db8::/32', ['2001:db8::1', '2001:0DB8:ffff::'], ['2001:db9::', '32.1.13.184']],
    ['fe80::1', ['fe80::1%eth0', 'fe80:0:0:0:0:0:0:1'], ['fe80::2']],
    ['::ffff:192.0.2.0/120', ['192.0.2.9'], ['192.0.3.9']],
  ],
};

/** What a negated operator is the opposite of. */
const opposite = (operator: string) => operator.replace('StringNot', 'String').replace(/Not/, '');
const negations = [
  ...['StringNotEquals', 'StringNotEqualsIgnoreCase', 'StringNotMatch'],
  ...['StringNotStartWith', 'StringNotEndWith', 'NumberNotEquals', 'NotIpAddress'],
];

it('every operator is tried here', () => {
  expect([...operatorNames].sort()).toEqual([...Object.keys(fits), ...negations, 'Null'].sort());
});

describe.each(Object.entries(fits))('%s', (operator, table) => {
  it.each(table)('%s', (value, fitting, others) => {
    const key = 'my:Key';
    for (const asked of fitting) {
      expect(holds({ [operator]: { [key]: value } }, { 'my:key': [asked] }), asked).toBe(true);
    }
    for (const asked of others) {
      expect(holds({ [operator]: { [key]: [value] } }, { 'my:key': [asked] }), asked).toBe(false);
    }
  });

  it('does not hold where the request says nothing, but for IfExists', () => {
    const [[value] = ['']] = table;
    expect(holds({ [operator]: { 'my:Key': value } }, {})).toBe(false);
    expect(holds({ [`${operator}IfExists`]: { 'my:Key': value } }, {})).toBe(true);
  });
});

describe.each(negations)('%s', (operator) => {
  it('holds where no value fits, and where the request says nothing', () => {
    for (const [value, fitting, others] of fits[opposite(operator)] ?? []) {
      const condition = { [operator]: { 'my:Key': [value, value] } };
      for (const asked of fitting) expect(holds(condition, { 'my:key': [asked] })).toBe(false);
      for (const asked of others) expect(holds(condition, { 'my:key': [asked] })).toBe(true);
      expect(holds(condition, {})).toBe(true);
    }
  });
});

it('of several values one is enough, of several keys and operators all must hold', () => {
  const condition = {
    StringEquals: { 'g:UserName': ['a', 'b'], 'g:DomainName': 'd' },
    Bool: { 'g:MFAPresent': ['false'] },
  };
  const said = { 'g:username': ['b'], 'g:domainname': ['d'], 'g:mfapresent': ['false'] };
  expect(holds(condition, said)).toBe(true);
  expect(holds(condition, { ...said, 'g:username': ['c'] })).toBe(false);
  expect(holds(condition, { ...said, 'g:domainname': ['c'] })).toBe(false);
  expect(holds(condition, { ...said, 'g:mfapresent': ['true'] })).toBe(false);
});

it.each([
  [['true'], [], true],
  [['true'], ['x'], false],
  [['false'], [], false],
  [['false'], ['x'], true],
  [['true', 'False'], ['x'], true],
])('Null %j of %j: %s', (values, asked, expected) => {
  expect(holds({ Null: { 'my:Key': values } }, { 'my:key': asked })).toBe(expected);
});

it.each([
  ['ForAllValues:StringEquals', ['a'], true],
  ['ForAllValues:StringEquals', ['a', 'b'], true],
  ['ForAllValues:StringEquals', ['a', 'c'], false],
  ['ForAllValues:StringEquals', [], true],
  ['ForAnyValue:StringEquals', ['a', 'c'], true],
  ['ForAnyValue:StringEquals', ['c'], false],
  ['ForAnyValue:StringEquals', [], false],
  ['ForAnyValue:StringEqualsIfExists', [], true],
  ['ForAllValues:StringNotEquals', ['c', 'd'], true],
  ['ForAllValues:StringNotEquals', ['c', 'a'], false],
  ['ForAnyValue:StringNotEquals', ['c', 'a'], true],
  ['ForAnyValue:StringNotEquals', ['a', 'b'], false],
  ['ForAnyValue:StringNotEquals', [], false],
])('%s a, b for %j: %s', (operator, asked, expected) => {
  expect(holds({ [operator]: { 'my:Key': ['a', 'b'] } }, { 'my:key': asked })).toBe(expected);
});

it.each([
  ['x', 'C must be an object.'],
  [{ StringEquals: 'x' }, 'C.StringEquals must be an object.'],
  [{ StringLike: { 'g:UserName': 'x' } }, 'C.StringLike is no operator.'],
  [{ stringEquals: { 'g:UserName': 'x' } }, 'C.stringEquals is no operator.'],
  [{ constructor: { 'g:UserName': 'x' } }, 'C.constructor is no operator.'],
  [{ NullIfExists: { 'g:UserName': 'true' } }, 'C.NullIfExists is no operator.'],
  [{ 'ForAnyValue:Null': { 'g:UserName': 'true' } }, 'C.ForAnyValue:Null is no operator.'],
  [{ 'ForSome:StringEquals': { 'g:UserName': 'x' } }, 'C.ForSome:StringEquals is no operator.'],
  [
    { StringEquals: { UserName: 'x' } },
    'C.StringEquals.UserName must be a condition key such as g:UserName.',
  ],
  [
    { StringEquals: { 'g:UserName': [] } },
    'C.StringEquals.g:UserName must be a text or an array of at least one text.',
  ],
  [
    { NumberEquals: { 'g:MFAAge': 7 } },
    'C.NumberEquals.g:MFAAge must be a text or an array of at least one text.',
  ],
  [{ NumberEquals: { 'g:MFAAge': ['7', 'x'] } }, 'C.NumberEquals.g:MFAAge[1] must be a number.'],
  [{ Bool: { 'g:MFAPresent': 'yes' } }, 'C.Bool.g:MFAPresent[0] must be "true" or "false".'],
  [{ Null: { 'g:UserName': 'yes' } }, 'C.Null.g:UserName[0] must be "true" or "false".'],
  [
    { DateLessThanIfExists: { 'g:CurrentTime': '31.1.2026' } },
    'C.DateLessThanIfExists.g:CurrentTime[0] must be a time such as 2026-01-31T12:00:00Z.',
  ],
  ...[
    ...['192.0.2', '192.0.2.256', '192.0.2.0/33', '192.0.2.0/', '192.0.2.0/24/8', ''],
    ...['2001:db8::/129', '1::2::3', '12345::', ':::', '1:2:3:4:5:6:7', '::ffff:192.0.2.0/24'],
  ].map((network): [object, string] => [
    { NotIpAddress: { 'g:SourceIp': network } },
    'C.NotIpAddress.g:SourceIp[0] must be an IP address or a prefix such as 192.0.2.0/24.',
  ]),
])('%j is refused: %s', (condition, reason) => {
  expect(() => readConditions('C', condition)).toThrow(expect.objectContaining({ reason }));
});
