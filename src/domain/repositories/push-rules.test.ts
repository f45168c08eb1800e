import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PermissionPoint } from '../projects/index.ts';
import {
  judgePush,
  type NamedPushers,
  type ProtectedRef,
  type Pusher,
  type PushRules,
  type RefUpdate,
} from './push-rules.ts';
import { namePattern } from './ref-names.ts';

const none: PushRules = {
  branchNames: undefined,
  tagNames: undefined,
  protectedBranches: [],
  protectedTags: [],
};
const nobody: NamedPushers = { userNumbers: [], roleIds: [], userGroupNumbers: [] };
const anyone: Pusher = { userNumber: 7, roleIds: [4], userGroupNumbers: [9], may: () => true };
const without = (...points: PermissionPoint[]): Pusher => ({
  ...anyone,
  may: (point) => !points.includes(point),
});

function judged(rules: Partial<PushRules>, pusher: Pusher, kind: RefUpdate['kind'], ref: string) {
  const [only] = judgePush({ ...none, ...rules }, pusher, [{ ref, kind }]);
  if (!only) throw new Error('no judgement');
  return only;
}

function protectedRef(name: string, rest: Partial<ProtectedRef> = {}): ProtectedRef {
  return { name, onlyFor: undefined, forcePush: false, ...rest };
}

describe('a push of very many names', () => {
  const names = (count: number, length: number): RefUpdate[] =>
    Array.from({ length: count }, (_, i) => ({
      ref: `refs/heads/${`${i}-`.padEnd(length, 'a')}`,
      kind: 'create',
    }));
  const refusals = (text: string, updates: RefUpdate[]) => {
    const rules = { ...none, branchNames: namePattern(text, 'pattern') };
    return judgePush(rules, anyone, updates).map(({ refusal }) => refusal);
  };

  it('is held against an ordinary pattern', () => {
    expect(new Set(refusals('[a-z0-9_-]+', names(10_000, 50)))).toEqual(new Set([undefined]));
  });

  it('cannot keep the server busy with a dear one', () => {
    const [first, ...others] = refusals('.*a.{900}', names(10_000, 1000));
    expect(first).toBeUndefined();
    expect(others.at(-1)).toBe('too many long names for .*a.{900}: push fewer at once');
  });
});

describe('without rules', () => {
  it.each(['create', 'update', 'delete'] as const)('%s goes through, forced or not', (kind) => {
    for (const ref of ['refs/heads/a/b', 'refs/tags/v1']) {
      expect(judged({}, anyone, kind, ref)).toEqual({
        ref,
        refusal: undefined,
        fastForwardOnly: false,
      });
    }
  });

  it('only branches and tags are pushed', () => {
    for (const ref of ['refs/notes/commits', 'HEAD', 'refs/headsman/x']) {
      expect(judged({}, anyone, 'create', ref).refusal).toContain('only branches');
    }
  });

  it.each([
    ['create', 'refs/heads/a', 'code.push'],
    ['update', 'refs/heads/a', 'code.push'],
    ['delete', 'refs/tags/a', 'code.push'],
    ['create', 'refs/heads/a', 'branch.create'],
    ['delete', 'refs/heads/a', 'branch.delete'],
    ['create', 'refs/tags/a', 'tag.create'],
    ['update', 'refs/tags/a', 'tag.create'],
    ['update', 'refs/tags/a', 'tag.delete'],
    ['delete', 'refs/tags/a', 'tag.delete'],
  ] as const)('%s of %s needs %s', (kind, ref, point) => {
    expect(judged({}, without(point), kind, ref).refusal).toContain(point);
  });

  it('nothing else is needed', () => {
    const branchOnly = without('branch.create', 'branch.delete', 'tag.create', 'tag.delete');
    expect(judged({}, branchOnly, 'update', 'refs/heads/a').refusal).toBeUndefined();
    const tagOnly = without('branch.create', 'branch.delete', 'tag.delete');
    expect(judged({}, tagOnly, 'create', 'refs/tags/a').refusal).toBeUndefined();
  });
});

describe('name patterns', () => {
  it('are for new names of their kind', () => {
    const branchNames = namePattern('feature/.+', 'branchNames');
    const tagNames = namePattern('v[0-9]+', 'tagNames');
    const refusal = (kind: RefUpdate['kind'], ref: string) =>
      judged({ branchNames, tagNames }, anyone, kind, ref).refusal;
    expect(refusal('create', 'refs/heads/feature/x')).toBeUndefined();
    expect(refusal('create', 'refs/tags/v1')).toBeUndefined();
    expect(refusal('create', 'refs/heads/v1')).toContain('feature/.+');
    expect(refusal('create', 'refs/tags/feature/x')).toContain('v[0-9]+');
    expect(refusal('update', 'refs/heads/v1')).toBeUndefined();
    expect(refusal('delete', 'refs/tags/x')).toBeUndefined();
  });
});

describe('protected branches', () => {
  const rules = (rest: Partial<ProtectedRef> = {}) => ({
    protectedBranches: [protectedRef('main', rest)],
  });

  it('are deleted by nobody, nor forced', () => {
    expect(judged(rules(), anyone, 'delete', 'refs/heads/main').refusal).toContain('main');
    const pushed = judged(rules(), anyone, 'update', 'refs/heads/main');
    expect(pushed).toMatchObject({ refusal: undefined, fastForwardOnly: true });
  });

  it('may be forced where that is switched on, and yet not deleted', () => {
    const open = rules({ forcePush: true });
    expect(judged(open, anyone, 'update', 'refs/heads/main').fastForwardOnly).toBe(false);
    expect(judged(open, anyone, 'delete', 'refs/heads/main').refusal).toContain('main');
  });

  it.each([
    ['nobody', nobody, false],
    ['the user', { ...nobody, userNumbers: [7] }, true],
    ['another user', { ...nobody, userNumbers: [4, 9] }, false],
    ['a role of theirs', { ...nobody, roleIds: [3, 4] }, true],
    ['another role', { ...nobody, roleIds: [7, 9] }, false],
    ['a user group of theirs', { ...nobody, userGroupNumbers: [9] }, true],
    ['another user group', { ...nobody, userGroupNumbers: [4, 7] }, false],
  ])('only for %s', (_whom, onlyFor, lets) => {
    for (const kind of ['create', 'update'] as const) {
      const { refusal } = judged(rules({ onlyFor }), anyone, kind, 'refs/heads/main');
      expect(refusal === undefined).toBe(lets);
    }
  });

  it('do not concern other branches, nor tags of the name', () => {
    const closed = rules({ onlyFor: nobody });
    expect(judged(closed, anyone, 'update', 'refs/heads/dev').refusal).toBeUndefined();
    expect(judged(closed, anyone, 'delete', 'refs/tags/main').refusal).toBeUndefined();
  });
});

describe('protected tags', () => {
  it('are created by those named, and moved or deleted by nobody', () => {
    const rules = (onlyFor: NamedPushers) => ({
      protectedTags: [protectedRef('v*', { onlyFor })],
    });
    const mine = rules({ ...nobody, userNumbers: [7] });
    expect(judged(mine, anyone, 'create', 'refs/tags/v1').refusal).toBeUndefined();
    expect(judged(rules(nobody), anyone, 'create', 'refs/tags/v1').refusal).toContain('v*');
    for (const kind of ['update', 'delete'] as const) {
      expect(judged(mine, anyone, kind, 'refs/tags/v1').refusal).toContain('v*');
    }
    expect(judged(mine, anyone, 'delete', 'refs/tags/w1').refusal).toBeUndefined();
  });
});

describe('whatever is pushed', () => {
  const name = fc.constantFrom('main', 'dev', 'release/1');
  const ref = fc
    .tuple(fc.constantFrom('refs/heads/', 'refs/tags/', 'refs/x/'), name)
    .map((parts) => parts.join(''));
  const update = fc.record({
    ref,
    kind: fc.constantFrom<RefUpdate['kind']>('create', 'update', 'delete'),
  });
  const named = fc.record({
    userNumbers: fc.subarray([7, 8]),
    roleIds: fc.subarray([3, 4]),
    userGroupNumbers: fc.subarray([9, 10]),
  });
  const rule = fc.record({
    name: fc.constantFrom('main', '*', 'release/*'),
    onlyFor: fc.option(named, { nil: undefined }),
    forcePush: fc.boolean(),
  });
  const ruleSet = fc.array(rule, { maxLength: 3 });

  it('is answered ref by ref, in its order', () => {
    fc.assert(
      fc.property(fc.array(update), ruleSet, (updates, protectedBranches) => {
        const answers = judgePush({ ...none, protectedBranches }, anyone, updates);
        expect(answers.map((each) => each.ref)).toEqual(updates.map((each) => each.ref));
      }),
    );
  });

  it('one more protection opens nothing', () => {
    fc.assert(
      fc.property(update, ruleSet, rule, (pushed, some, more) => {
        const judgedBy = (rules: ProtectedRef[]) =>
          judged(
            { protectedBranches: rules, protectedTags: rules },
            anyone,
            pushed.kind,
            pushed.ref,
          );
        const before = judgedBy(some);
        const after = judgedBy([...some, more]);
        if (before.refusal !== undefined) expect(after.refusal).toBeDefined();
        if (before.fastForwardOnly) expect(after.fastForwardOnly).toBe(true);
      }),
    );
  });
});
