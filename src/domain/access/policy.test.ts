import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluate, type NamedPolicy, parsePolicy, parseSessionPolicy } from './policy.ts';

const policy = (statement: object, rest: object = {}) =>
  JSON.stringify({ Version: '5.0', Statement: [statement], ...rest });
const allow = { Effect: 'Allow', Action: ['iam:users:list'] };
const asking = (policies: readonly NamedPolicy[], action: string) =>
  evaluate(policies, { actions: [action], resource: undefined, keys: () => undefined });

describe('a policy document is refused with the place of its fault', () => {
  it.each([
    ['', 'The document must be JSON: '],
    ['{"Version":"5.0"', 'The document must be JSON: '],
    ['null', 'The document must be an object.'],
    ['[]', 'The document must be an object.'],
    ['{}', 'Version must be "5.0".'],
    [policy(allow, { Version: '1.1' }), 'Version must be "5.0".'],
    [policy(allow, { Version: 5 }), 'Version must be "5.0".'],
    [policy(allow, { Id: 'x' }), 'Id is unknown.'],
    [policy(allow, { Statement: allow }), 'Statement must be an array of at least one statement.'],
    [policy(allow, { Statement: [] }), 'Statement must be an array of at least one statement.'],
    [policy(allow, { Statement: [allow, 'x'] }), 'Statement[1] must be an object.'],
    [policy({ ...allow, Effect: 'allow' }), 'Statement[0].Effect must be "Allow" or "Deny".'],
    [policy({ Action: ['*'] }), 'Statement[0].Effect must be "Allow" or "Deny".'],
    [policy({ Effect: 'Deny' }), 'Statement[0] must have either Action or NotAction.'],
    [policy({ ...allow, NotAction: ['*'] }), 'Statement[0] must have either Action or NotAction.'],
    [
      policy({ ...allow, Action: 'iam:users:list' }),
      'Statement[0].Action must be an array of at least one action.',
    ],
    [
      policy({ Effect: 'Deny', NotAction: [] }),
      'Statement[0].NotAction must be an array of at least one action.',
    ],
    ...[
      '',
      'iam',
      'iam:users',
      'iam:users:list:all',
      'iam:users:(a|b)',
      '^',
      'iam:us ers:list',
    ].map((action) => [
      policy({ ...allow, Action: ['*', action] }),
      'Statement[0].Action[1] must be service:type:operation, with * and ? as wildcards.',
    ]),
    [
      policy({ ...allow, Action: [7] }),
      'Statement[0].Action[0] must be service:type:operation, with * and ? as wildcards.',
    ],
    [policy({ ...allow, Sid: 1 }), 'Statement[0].Sid must be a text.'],
    [
      policy({ ...allow, Resource: '*' }),
      'Statement[0].Resource must be an array of at least one resource.',
    ],
    ...['user', 'iam:user:x', ':::user:x', 'iam:::user:', 7].map((resource) => [
      policy({ ...allow, NotResource: ['*', resource] }),
      'Statement[0].NotResource[1] must be * or service:region:account:type:path, with * and ? as wildcards.',
    ]),
    [
      policy({ ...allow, Resource: ['*'], NotResource: ['*'] }),
      'Statement[0] must not have both Resource and NotResource.',
    ],
    [policy({ ...allow, Principal: '*' }), 'Statement[0].Principal is unknown.'],
  ])('%s', (document, reason) => {
    const refused = { kind: 'invalid', field: 'document', reason: expect.stringContaining(reason) };
    expect(() => parsePolicy(document)).toThrow(expect.objectContaining(refused));
  });
});

it('a verdict names the policy and the statement that decided', () => {
  const policies = [
    { name: 'nothing', document: policy({ Effect: 'Deny', Action: ['x:y:z'] }) },
    { name: 'first', document: policy({ ...allow, Sid: 'lists' }) },
    { name: 'second', document: policy({ ...allow, Sid: 'lists too' }) },
  ];
  const deny = { name: 'never', document: policy({ ...allow, Effect: 'Deny', Sid: 'stop' }) };
  expect(asking(policies, 'iam:users:list')).toEqual({
    effect: 'allowed',
    policy: policies[1],
    statement: 'lists',
  });
  expect(asking([...policies, deny], 'iam:users:list')).toEqual({
    effect: 'denied',
    policy: deny,
    statement: 'stop',
  });
  expect(asking(policies, 'iam:users:delete')).toEqual({ effect: 'not-allowed' });
});

it('the statement that decided is named by its place, where it has no Sid', () => {
  const policies = [
    {
      name: 'second',
      document: policy(allow, {
        Statement: [{ ...allow, Effect: 'Allow', Action: ['a:b:c'] }, allow],
      }),
    },
  ];
  expect(asking(policies, 'iam:users:list')).toMatchObject({ statement: 'Statement[1]' });
});

it('aliases are as good as the name of the action', () => {
  const covered = (statement: object) =>
    evaluate([{ name: 'one', document: policy({ Effect: 'Allow', ...statement }) }], {
      actions: ['iam:users:listv5', 'iam:users:listusers'],
      resource: undefined,
      keys: () => undefined,
    }).effect;
  expect(covered({ Action: ['iam:users:listUsers'] })).toBe('allowed');
  expect(covered({ Action: ['iam:users:listV5'] })).toBe('allowed');
  expect(covered({ NotAction: ['iam:users:listUsers'] })).toBe('not-allowed');
  expect(covered({ NotAction: ['iam:users:listV5'] })).toBe('not-allowed');
  expect(covered({ NotAction: ['iam:users:deleteV5'] })).toBe('allowed');
});

describe('resources', () => {
  const alice = 'iam::0123456789abcdef:user:Alice';
  const covered = (named: object, resource: string | undefined) =>
    evaluate([{ name: 'one', document: policy({ ...allow, ...named }) }], {
      actions: ['iam:users:list'],
      resource,
      keys: () => undefined,
    }).effect === 'allowed';

  it.each([
    ['*', true],
    [alice, true],
    ['iam:::user:Alice', true],
    ['iam:*:*:user:*', true],
    ['IAM::0123456789ABCDEF:User:Alice', true],
    ['iam::0123456789abcdef:user:A?ice', true],
    ['*:*:*:*:*', true],
    ['iam::0123456789abcdef:user:alice', false],
    ['iam::other:user:Alice', false],
    ['iam:cn-north-4::user:Alice', false],
    ['iam:::group:*', false],
    ['iam:::user:Ali', false],
    ['sts:::user:Alice', false],
  ])('%s: %s', (pattern, named) => {
    expect(covered({ Resource: [pattern] }, alice)).toBe(named);
    expect(covered({ NotResource: [pattern] }, alice)).toBe(!named);
    expect(covered({ Resource: ['iam:::user:other', pattern] }, alice)).toBe(named);
  });

  it('an action without one is named by * alone', () => {
    expect(covered({}, undefined)).toBe(true);
    expect(covered({ Resource: ['*'] }, undefined)).toBe(true);
    expect(covered({ Resource: ['*:*:*:*:*'] }, undefined)).toBe(false);
    expect(covered({ NotResource: ['iam:::user:*'] }, undefined)).toBe(true);
    expect(covered({ NotResource: ['*'] }, undefined)).toBe(false);
  });
});

describe('a policy that narrows a temporary credential', () => {
  const old = (...statements: object[]) =>
    JSON.stringify({ Version: '1.1', Statement: statements });

  it('may be of the older version, which no identity policy may be', () => {
    expect(parseSessionPolicy(old(allow))).toHaveLength(1);
    expect(parseSessionPolicy(policy(allow))).toHaveLength(1);
    const refused = expect.objectContaining({ reason: 'Version must be "5.0".' });
    expect(() => parsePolicy(old(allow))).toThrow(refused);
  });

  it.each([
    [old(...Array(9).fill(allow)), 'Statement must have at most 8 statements.'],
    [
      old({ ...allow, Action: Array(101).fill('a:b:c') }),
      'Statement[0] must name at most 100 actions.',
    ],
    [old({ ...allow, Sid: 'x'.repeat(6200) }), 'The document must have at most 6144 characters.'],
    [old(7 as never), 'Statement[0] must be an object.'],
    [JSON.stringify({ Version: '1.0', Statement: [allow] }), 'Version must be "5.0" or "1.1".'],
  ])('keeps to the limits of that version', (document, reason) => {
    expect(() => parseSessionPolicy(document)).toThrow(expect.objectContaining({ reason }));
  });
});

it('a stop is a stop, and no wildcard', () => {
  const dotted = [{ name: 'dotted', document: policy({ ...allow, Action: ['a.b:c:d'] }) }];
  expect(asking(dotted, 'a.b:c:d').effect).toBe('allowed');
  expect(asking(dotted, 'aXb:c:d').effect).toBe('not-allowed');
});

it('decides on any number of wildcards', () => {
  const document = policy({ ...allow, Action: [`${'*?'.repeat(30)}z:*:*`] });
  const program = `
    import { evaluate } from ${JSON.stringify(join(import.meta.dirname, 'policy.ts'))};
    const request = { actions: ['codeartsrepo:repository:getrepository'], keys() {} };
    console.log(evaluate([{ name: 'wild', document: ${JSON.stringify(document)} }], request).effect);`;
  // In a process of its own, which can be ended where it would try every way to match.
  const flags = ['--input-type=module', '-e', program];
  const { stdout } = spawnSync(process.execPath, flags, { timeout: 10_000, encoding: 'utf8' });
  expect(stdout.trim()).toBe('not-allowed');
});
