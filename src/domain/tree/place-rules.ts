import { Problem } from '../kernel/index.ts';
import type { TreeKind } from './kinds.ts';
import type { Node, Visibility } from './model.ts';

/** Throws Problem `invalid` where so many levels do not fit under the parent. */
export function requireDepth(kind: TreeKind, parent: Node | undefined, levels: number): void {
  if ((parent?.depth ?? 0) + levels <= kind.maxDepth) return;
  const most = kind.maxDepth - levels;
  throw new Problem('invalid', {
    subject: kind.subject,
    field: 'parent',
    reason:
      `must be less than ${most + 1} levels deep:` +
      ` ${kind.subject}s have at most ${kind.maxDepth} levels`,
  });
}

/**
 * The visibility that a node gets under the parent; `asked` may be left to it. Null where the kind
 * has none. Throws Problem `invalid` for something public under something private.
 */
export function visibilityUnder(
  kind: TreeKind,
  parent: Node | undefined,
  asked: Visibility | undefined,
): Visibility | null {
  if (!kind.hasVisibility) return null;
  if (asked === 'public' && parent?.visibility === 'private') {
    throw new Problem('invalid', {
      subject: kind.subject,
      field: 'visibility',
      reason: `must be private: everything under a private ${(kind.under ?? kind).subject} is private`,
    });
  }
  return asked ?? parent?.visibility ?? 'public';
}

/** Throws Problem `invalid` where a path of names would be longer than it may be. */
export function requireNamePath(kind: TreeKind, length: number): void {
  if (length <= kind.maxNamePath) return;
  throw new Problem('invalid', {
    subject: kind.subject,
    field: 'name',
    reason:
      `must be shorter: the names from the top down, joined by /, may have` +
      ` ${kind.maxNamePath} characters and would have ${length}`,
  });
}

const holders = {
  'build-task-group': 'build task group',
  'repository-group': 'repository or repository group',
} as const;

/** What is thrown where a sibling has the name. */
export function nameTaken(kind: TreeKind, name: string): Problem {
  return new Problem('taken', {
    subject: kind.subject,
    field: 'name',
    reason: `a ${holders[kind.name]} named ${name} exists under the same parent already`,
  });
}

/** Throws Problem `limit-reached` where a tree of so many nodes is too large. */
export function requireRoom(kind: TreeKind, nodes: number): void {
  if (nodes <= kind.maxPerProject) return;
  throw new Problem('limit-reached', {
    subject: kind.subject,
    reason: `the project has ${kind.maxPerProject} ${kind.subject}s already, the most there may be`,
  });
}
