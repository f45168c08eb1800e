import type { PermissionPoint } from '../projects/index.ts';
import { covers, type NamePattern } from './ref-names.ts';

/** What a push asks to do with one ref, which it names in full: `refs/heads/main`. */
export interface RefUpdate {
  readonly ref: string;
  readonly kind: 'create' | 'update' | 'delete';
}

/** Somebody who pushes, as far as rules look at them. */
export interface Pusher {
  readonly userNumber: number;
  /** Numbers of the roles that they have in the repository. */
  readonly roleIds: readonly number[];
  /** Numbers of the user groups that they belong to. */
  readonly userGroupNumbers: readonly number[];
  may(point: PermissionPoint): boolean;
}

/** Whom a rule names. */
export interface NamedPushers {
  readonly userNumbers: readonly number[];
  readonly roleIds: readonly number[];
  readonly userGroupNumbers: readonly number[];
}

/** A branch or tag, or all that a wildcard covers, that is not changed like others. */
export interface ProtectedRef {
  readonly name: string;
  /** Who alone may push to the branch or create the tag; undefined: whoever may push at all. */
  readonly onlyFor: NamedPushers | undefined;
  /** Whether those who may push to the branch may also replace what is there. */
  readonly forcePush: boolean;
}

/** What a push to a repository is judged by. */
export interface PushRules {
  /** What names of new branches and tags have to follow. */
  readonly branchNames: NamePattern | undefined;
  readonly tagNames: NamePattern | undefined;
  readonly protectedBranches: readonly ProtectedRef[];
  readonly protectedTags: readonly ProtectedRef[];
}

/** What becomes of one update. */
export interface Judgement {
  readonly ref: string;
  /** Why it is refused, in words for the one who pushes; undefined where it may go on. */
  readonly refusal: string | undefined;
  /** Whether what is there must stay reachable, that is, no force. */
  readonly fastForwardOnly: boolean;
}

/** How many steps of patterns a push may take: everybody waits meanwhile, a second or two. */
const effortAtMost = 20_000_000;

interface Effort {
  left: number;
}

/**
 * Judges every update of a push. Where several protected refs cover one name, each of them has to
 * let it through, so that one more protection never opens anything. Name patterns are for names
 * that are given: what is there already may be pushed to and deleted under the name that it has.
 */
export function judgePush(
  rules: PushRules,
  pusher: Pusher,
  updates: readonly RefUpdate[],
): Judgement[] {
  const effort = { left: effortAtMost };
  return updates.map((update) => {
    const { ref } = update;
    const branch = nameBelow('refs/heads/', ref);
    if (branch !== undefined) {
      return { ref, ...judgeBranch(rules, pusher, branch, update.kind, effort) };
    }
    const tag = nameBelow('refs/tags/', ref);
    const refusal =
      tag === undefined
        ? 'only branches (refs/heads/) and tags (refs/tags/) can be pushed'
        : tagRefusal(rules, pusher, tag, update.kind, effort);
    return { ref, refusal, fastForwardOnly: false };
  });
}

function nameBelow(namespace: string, ref: string): string | undefined {
  return ref.startsWith(namespace) ? ref.slice(namespace.length) : undefined;
}

function judgeBranch(
  { branchNames, protectedBranches }: PushRules,
  pusher: Pusher,
  branch: string,
  kind: RefUpdate['kind'],
  effort: Effort,
): Omit<Judgement, 'ref'> {
  const covering = protectedBranches.filter(({ name }) => covers(name, branch));
  const refusal = () => {
    if (!pusher.may('code.push')) return lacks('code.push');
    if (kind === 'create' && !pusher.may('branch.create')) return lacks('branch.create');
    if (kind === 'delete' && !pusher.may('branch.delete')) return lacks('branch.delete');
    if (kind === 'create') {
      const misnamed = misnaming(branchNames, 'branch', branch, effort);
      if (misnamed) return misnamed;
    }
    const [first] = covering;
    if (kind === 'delete' && first) {
      return `the branch is protected by the rule ${first.name}: nobody may delete it`;
    }
    const closed = covering.find((each) => !isNamed(each, pusher));
    return closed && `the branch is protected by the rule ${closed.name}: you may not push to it`;
  };
  const fastForwardOnly = covering.some(({ forcePush }) => !forcePush);
  return { refusal: refusal(), fastForwardOnly };
}

function tagRefusal(
  { tagNames, protectedTags }: PushRules,
  pusher: Pusher,
  tag: string,
  kind: RefUpdate['kind'],
  effort: Effort,
): string | undefined {
  if (!pusher.may('code.push')) return lacks('code.push');
  // To move a tag is to delete it and to create another.
  if (kind !== 'delete' && !pusher.may('tag.create')) return lacks('tag.create');
  if (kind !== 'create' && !pusher.may('tag.delete')) return lacks('tag.delete');
  const covering = protectedTags.filter(({ name }) => covers(name, tag));
  const [first] = covering;
  if (kind !== 'create') {
    return first && `the tag is protected by the rule ${first.name}: nobody may move or delete it`;
  }
  const closed = covering.find((each) => !isNamed(each, pusher));
  if (closed) return `the tag is protected by the rule ${closed.name}: you may not create it`;
  return misnaming(tagNames, 'tag', tag, effort);
}

function lacks(point: PermissionPoint): string {
  return `no role of yours in the repository has the permission ${point}`;
}

function misnaming(
  pattern: NamePattern | undefined,
  what: string,
  name: string,
  effort: Effort,
): string | undefined {
  if (!pattern) return undefined;
  effort.left -= pattern.effort(name);
  if (effort.left < 0) return `too many long names for ${pattern.text}: push fewer at once`;
  if (pattern.matches(name)) return undefined;
  return `the name of a ${what} must match ${pattern.text}`;
}

function isNamed({ onlyFor }: ProtectedRef, pusher: Pusher): boolean {
  if (!onlyFor) return true;
  const { userNumbers, roleIds, userGroupNumbers } = onlyFor;
  return (
    userNumbers.includes(pusher.userNumber) ||
    roleIds.some((role) => pusher.roleIds.includes(role)) ||
    userGroupNumbers.some((group) => pusher.userGroupNumbers.includes(group))
  );
}
