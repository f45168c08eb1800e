import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluate, parsePolicy } from './policy.ts';

const policy = (statement: object, rest: object = {}) =>
  JSON.stringify({ Version: '5.0', Statement: [statement], ...rest });
const allow = { Effect: 'Allow', Action: ['iam:users:list'] };

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
      policy({ ...allow, Resource: ['iam:*:*:user:x'] }),
      'Statement[0].Resource must be ["*"]: these actions name no resource.',
    ],
    [
      policy({ ...allow, Resource: '*' }),
      'Statement[0].Resource must be ["*"]: these actions name no resource.',
    ],
    [
      policy({ ...allow, Condition: { Bool: { 'g:MFAPresent': ['true'] } } }),
      'Statement[0].Condition is not supported.',
    ],
    [policy({ ...allow, NotResource: ['*'] }), 'Statement[0].NotResource is not supported.'],
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
  expect(evaluate(policies, 'iam:users:list')).toEqual({
    effect: 'allowed',
    policy: 'first',
    sid: 'lists',
  });
  expect(evaluate([...policies, deny], 'iam:users:list')).toEqual({
    effect: 'denied',
    policy: 'never',
    sid: 'stop',
  });
  expect(evaluate(policies, 'iam:users:delete')).toEqual({ effect: 'not-allowed' });
});

it('a stop is a stop, and no wildcard', () => {
  const dotted = [{ name: 'dotted', document: policy({ ...allow, Action: ['a.b:c:d'] }) }];
  expect(evaluate(dotted, 'a.b:c:d').effect).toBe('allowed');
  expect(evaluate(dotted, 'aXb:c:d').effect).toBe('not-allowed');
});

it('decides on any number of wildcards', () => {
  const document = policy({ ...allow, Action: [`${'*?'.repeat(30)}z:*:*`] });
  const program = `
    import { evaluate } from ${JSON.stringify(join(import.meta.dirname, 'policy.ts'))};
    const action = 'codeartsrepo:repository:getRepository';
    console.log(evaluate([{ name: 'wild', document: ${JSON.stringify(document)} }], action).effect);`;
  // In a process of its own, which can be ended where it would try every way to match.
  const flags = ['--input-type=module', '-e', program];
  const { stdout } = spawnSync(process.execPath, flags, { timeout: 10_000, encoding: 'utf8' });
  expect(stdout.trim()).toBe('not-allowed');
});
