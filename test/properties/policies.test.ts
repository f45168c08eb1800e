import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/domain/access/policy.ts';
import { seedProperties } from './random.ts';

seedProperties('policies');

type Condition = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: Condition;
}
type Policies = readonly (readonly Statement[])[];

/** A call: its action, what it is done to, and what it says of condition keys. */
interface Call {
  readonly action: string;
  readonly resource: string | undefined;
  readonly says: Readonly<Record<string, readonly string[]>>;
}

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
// Of the same users and accounts, so that now and then one names the other.
const resources = ['iam::acc:user:ann', 'iam::acc:user:bo', 'iam::acc:group:ann', 'iam::b:user:bo'];
const anyResource = fc.constantFrom(
  ...[
    '*',
    'iam:::user:*',
    'iam:*:acc:*:ann',
    'iam::acc:user:?o',
    'IAM::ACC:USER:ann',
    'iam:::user:ANN',
  ],
  ...resources,
);
const numbers = ['9', '10', '11'];
const names = ['ann', 'Ann', 'bo'];
const values = (choices: readonly string[]) =>
  fc.array(fc.constantFrom(...choices), { minLength: 1, maxLength: 2 });
const operator = (name: string, choices: readonly string[]) =>
  fc
    .tuple(
      fc.constantFrom('', '', 'ForAllValues:', 'ForAnyValue:'),
      fc.constantFrom('', '', 'IfExists'),
      fc.constantFrom('my:name', 'my:number'),
      values(choices),
    )
    .map(([set, suffix, key, listed]) => ({ [set + name + suffix]: { [key]: listed } }));
const anyCondition: fc.Arbitrary<Condition | undefined> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  {
    weight: 3,
    arbitrary: fc
      .array(
        fc.oneof(
          operator('StringEquals', names),
          operator('StringNotEquals', names),
          operator('StringEqualsIgnoreCase', names),
          operator('StringMatch', ['a*', '?o', '*n']),
          operator('StringNotStartWith', ['a', 'b']),
          operator('NumberLessThan', numbers),
          operator('NumberNotEquals', numbers),
        ),
        { minLength: 1, maxLength: 2 },
      )
      .map((parts) => Object.assign({}, ...parts)),
  },
);

const anyStatement: fc.Arbitrary<Statement> = fc
  .record({
    Effect: fc.constantFrom('Allow' as const, 'Allow' as const, 'Deny' as const),
    named: fc.constantFrom('Action', 'Action', 'Action', 'NotAction'),
    patterns: fc.array(anyPattern, { minLength: 1, maxLength: 3 }),
    scoped: fc.constantFrom(undefined, undefined, 'Resource', 'NotResource'),
    scope: fc.array(anyResource, { minLength: 1, maxLength: 2 }),
    condition: anyCondition,
  })
  .map(({ Effect, named, patterns, scoped, scope, condition }) => ({
    Effect,
    [named]: patterns,
    ...(scoped === undefined ? {} : { [scoped]: scope }),
    ...(condition === undefined ? {} : { Condition: condition }),
  }));
const anyCall: fc.Arbitrary<Call> = fc.record({
  action: anyAction,
  resource: fc.constantFrom(undefined, ...resources),
  says: fc.record({
    'my:name': fc.array(fc.constantFrom(...names), { maxLength: 2 }),
    'my:number': fc.array(fc.constantFrom(...numbers), { maxLength: 2 }),
  }),
});
const anyPolicies: fc.Arbitrary<Policies> = fc.array(
  fc.array(anyStatement, { minLength: 1, maxLength: 3 }),
  { maxLength: 4 },
);

const effect = (policies: Policies, { action, resource, says }: Call) =>
  evaluate(
    policies.map((statements, i) => ({
      name: `policy-${i}`,
      document: JSON.stringify({ Version: '5.0', Statement: statements }),
    })),
    { actions: [action.toLowerCase()], resource, keys: (key) => says[key] },
  ).effect;

/** Whether a text fits a pattern, one character after the other. */
function fits(pattern: string, text: string): boolean {
  const [first, rest] = [pattern[0], pattern.slice(1)];
  if (first === undefined) return text === '';
  if (first === '*') return fits(rest, text) || (text !== '' && fits(pattern, text.slice(1)));
  return text !== '' && (first === '?' || first === text[0]) && fits(rest, text.slice(1));
}

/** Wildcards stay within their segment; `*` alone is every action. */
function namesAction(patterns: readonly string[], action: string): boolean {
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

/** An empty region or account is any; letter case counts in the path alone. */
function namesResource(patterns: readonly string[], resource: string | undefined): boolean {
  return patterns.some((pattern) => {
    if (pattern === '*' || resource === undefined) return pattern === '*';
    const segments = resource.split(':');
    return pattern.split(':').every((part, i) => {
      if (part === '' && (i === 1 || i === 2)) return true;
      const text = segments[i] ?? '';
      return i < 4 ? fits(part.toLowerCase(), text.toLowerCase()) : fits(part, text);
    });
  });
}

/** Whether one value of a request and one of a document go together, by operators without "Not". */
const pairs: Readonly<Record<string, (asked: string, value: string) => boolean>> = {
  StringEquals: (asked, value) => asked === value,
  StringEqualsIgnoreCase: (asked, value) => asked.toLowerCase() === value.toLowerCase(),
  StringMatch: (asked, value) => fits(value, asked),
  StringStartWith: (asked, value) => asked.slice(0, value.length) === value,
  NumberLessThan: (asked, value) => Number(asked) < Number(value),
  NumberEquals: (asked, value) => Number(asked) === Number(value),
};

function meets(condition: Condition, says: Call['says']): boolean {
  return Object.entries(condition).every(([written, keys]) => {
    const name = written.replace(/^For\w+:|IfExists$/g, '');
    const negated = name.includes('Not');
    const pair = pairs[name.replace('Not', '')] ?? (() => false);
    return Object.entries(keys).every(([key, listed]) => {
      const asked = says[key] ?? [];
      const fit = (value: string) => {
        const one = listed.some((each) => pair(value, each));
        return negated ? !one : one;
      };
      if (asked.length === 0 && written.endsWith('IfExists')) return true;
      if (written.startsWith('ForAll')) return asked.filter(fit).length === asked.length;
      if (written.startsWith('ForAny')) return asked.filter(fit).length > 0;
      if (asked.length === 0) return negated;
      return negated ? asked.filter(fit).length === asked.length : asked.filter(fit).length > 0;
    });
  });
}

/** The rule in its plainest form: deny, if anything denies; else allow, if anything allows. */
function reference(policies: Policies, { action, resource, says }: Call) {
  const covering = policies
    .flat()
    .filter(({ Action, NotAction = [] }) =>
      Action ? namesAction(Action, action) : !namesAction(NotAction, action),
    )
    .filter(({ Resource = ['*'], NotResource }) =>
      NotResource ? !namesResource(NotResource, resource) : namesResource(Resource, resource),
    )
    .filter(({ Condition }) => !Condition || meets(Condition, says));
  if (covering.some((statement) => statement.Effect === 'Deny')) return 'denied';
  return covering.length > 0 ? 'allowed' : 'not-allowed';
}

const runs = { numRuns: 500 };

describe('identity policies', () => {
  it('say what an obvious reading of them says', () => {
    const verdicts = new Set<string>();
    fc.assert(
      fc.property(anyPolicies, anyCall, (policies, call) => {
        const verdict = effect(policies, call);
        verdicts.add(verdict);
        expect(verdict).toBe(reference(policies, call));
      }),
      { numRuns: 2000 },
    );
    expect(verdicts).toEqual(new Set(['allowed', 'denied', 'not-allowed']));
  });

  it('deny whatever one statement denies', () => {
    fc.assert(
      fc.property(anyPolicies, anyCall, fc.nat(), (policies, call, place) => {
        const deny: Statement = { Effect: 'Deny', Action: [call.action] };
        const at = place % (policies.length + 1);
        expect(effect(policies.toSpliced(at, 0, [deny]), call)).toBe('denied');
      }),
      runs,
    );
  });

  it('take no right away by an Allow and give none by a Deny', () => {
    fc.assert(
      fc.property(anyPolicies, anyStatement, anyCall, (policies, statement, call) => {
        const before = effect(policies, call);
        const after = effect([...policies, [statement]], call);
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
      fc.property(shuffled, anyCall, ([policies, statements], call) => {
        const inOrder = statements.map((statement) => [statement]);
        expect(effect(inOrder, call)).toBe(effect(policies, call));
      }),
      runs,
    );
  });
});
