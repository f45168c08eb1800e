import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/domain/access/policy.ts';
import { seedProperties } from './random.ts';

seedProperties('policies');

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
}
type Policies = readonly (readonly Statement[])[];

// Some are the beginning or the end of another.
const actions = [
  'codeartsrepo:group:createGroup',
  'codeartsrepo:group:getGroup',
  'codeartsrepo:repository:getRepository',
  'codeartsbuild:group:createGroup',
  'codeartsrepo:group:getGroupMembers',
  'iam:tokens:revokeToken',
  'my-iam:tokens:revokeToken',
];
const anyAction = fc.constantFrom(...actions);

/** A segment of an action with some of its characters made wildcards, or a like one. */
const like = (segment: string): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom('keep', 'keep', 'keep', 'keep', '?', '*', 'drop', 'upper'), {
      minLength: segment.length,
      maxLength: segment.length,
    })
    .map((choices) =>
      [...segment]
        .map((character, i) => {
          const choice = choices[i];
          if (choice === '?' || choice === '*') return choice;
          if (choice === 'drop') return '*';
          return choice === 'upper' ? character.toUpperCase() : character;
        })
        .join(''),
    );
const anySegment = (segment: string) =>
  fc.oneof(fc.constant(segment), fc.constantFrom('*', 'get*', '*Group', 'g?oup'), like(segment));
const anyPattern = fc.oneof(
  { weight: 1, arbitrary: fc.constant('*') },
  { weight: 4, arbitrary: anyAction },
  {
    weight: 8,
    arbitrary: anyAction.chain((action) =>
      fc.tuple(...action.split(':').map(anySegment)).map((segments) => segments.join(':')),
    ),
  },
);
const anyStatement: fc.Arbitrary<Statement> = fc
  .record({
    Effect: fc.constantFrom('Allow' as const, 'Allow' as const, 'Deny' as const),
    named: fc.constantFrom('Action', 'Action', 'Action', 'NotAction'),
    patterns: fc.array(anyPattern, { minLength: 1, maxLength: 3 }),
  })
  .map(({ Effect, named, patterns }) => ({ Effect, [named]: patterns }));
const anyPolicies: fc.Arbitrary<Policies> = fc.array(
  fc.array(anyStatement, { minLength: 1, maxLength: 3 }),
  { maxLength: 4 },
);

const effect = (policies: Policies, action: string) =>
  evaluate(
    policies.map((statements, i) => ({
      name: `policy-${i}`,
      document: JSON.stringify({ Version: '5.0', Statement: statements }),
    })),
    action,
  ).effect;

/** Whether a text fits a pattern, one character after the other. */
function fits(pattern: string, text: string): boolean {
  const [first, rest] = [pattern[0], pattern.slice(1)];
  if (first === undefined) return text === '';
  if (first === '*') return fits(rest, text) || (text !== '' && fits(pattern, text.slice(1)));
  return text !== '' && (first === '?' || first === text[0]) && fits(rest, text.slice(1));
}

/** Wildcards stay within their segment; `*` alone is every action. */
function names(patterns: readonly string[], action: string): boolean {
  return patterns.some((pattern) => {
    if (pattern === '*') return true;
    const segments = action.toLowerCase().split(':');
    return pattern
      .toLowerCase()
      .replace(/\*+/g, '*')
      .split(':')
      .every((part, i) => fits(part, segments[i] ?? ''));
  });
}

/** The rule in its plainest form: deny, if anything denies; else allow, if anything allows. */
function reference(policies: Policies, action: string) {
  const covering = policies
    .flat()
    .filter(({ Action, NotAction = [] }) =>
      Action ? names(Action, action) : !names(NotAction, action),
    );
  if (covering.some((statement) => statement.Effect === 'Deny')) return 'denied';
  return covering.length > 0 ? 'allowed' : 'not-allowed';
}

const runs = { numRuns: 500 };

describe('identity policies', () => {
  it('say what an obvious reading of them says', () => {
    const verdicts = new Set<string>();
    fc.assert(
      fc.property(anyPolicies, anyAction, (policies, action) => {
        const verdict = effect(policies, action);
        verdicts.add(verdict);
        expect(verdict).toBe(reference(policies, action));
      }),
      { numRuns: 2000 },
    );
    expect(verdicts).toEqual(new Set(['allowed', 'denied', 'not-allowed']));
  });

  it('deny whatever one statement denies', () => {
    fc.assert(
      fc.property(anyPolicies, anyAction, fc.nat(), (policies, action, place) => {
        const deny: Statement = { Effect: 'Deny', Action: [action] };
        const at = place % (policies.length + 1);
        expect(effect(policies.toSpliced(at, 0, [deny]), action)).toBe('denied');
      }),
      runs,
    );
  });

  it('take no right away by an Allow and give none by a Deny', () => {
    fc.assert(
      fc.property(anyPolicies, anyStatement, anyAction, (policies, statement, action) => {
        const before = effect(policies, action);
        const after = effect([...policies, [statement]], action);
        if (statement.Effect === 'Allow' && before === 'allowed') expect(after).toBe('allowed');
        if (statement.Effect === 'Allow' && before === 'denied') expect(after).toBe('denied');
        if (statement.Effect === 'Deny' && before !== 'allowed') expect(after).not.toBe('allowed');
      }),
      runs,
    );
  });

  it('say the same in every order', () => {
    const shuffled = anyPolicies.chain((policies) =>
      fc.tuple(
        fc.constant(policies),
        fc.shuffledSubarray([...policies.flat()], { minLength: policies.flat().length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, anyAction, ([policies, statements], action) => {
        const inOrder = statements.map((statement) => [statement]);
        expect(effect(inOrder, action)).toBe(effect(policies, action));
      }),
      runs,
    );
  });
});
