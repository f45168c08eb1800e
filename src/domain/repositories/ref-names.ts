import { RE2JS } from 're2js';
import { Problem } from '../kernel/index.ts';

/** A regular expression that names of branches or tags have to follow. */
export interface NamePattern {
  readonly text: string;
  /** Whether all of the name follows it, in time linear in the name. */
  matches(name: string): boolean;
  /** How many steps that may take at most. */
  effort(name: string): number;
}

/** How long the text of a pattern may be. Source: SDK, UpdateGeneralPolicyDto. */
export const maxPatternLength = 1000;

/** Each letter of a name may cost as many steps: repetitions of repetitions are what makes them many. */
const maxProgramSize = 2000;

/**
 * Reads a pattern in the syntax of RE2, which has neither look-around nor references back, so that
 * no pattern can keep the server busy. Throws Problem `invalid` on `field`.
 */
export function namePattern(text: string, field: string): NamePattern {
  try {
    if (text.length > maxPatternLength) throw new Error('it is too long');
    const pattern = RE2JS.compile(text);
    const size = pattern.programSize();
    if (size > maxProgramSize) throw new Error('it unfolds to too many steps');
    return {
      text,
      matches: (name) => pattern.matches(name),
      effort: (name) => size * name.length,
    };
  } catch (error) {
    throw new Problem('invalid', {
      subject: 'name pattern',
      field,
      reason:
        `must be a regular expression of at most ${maxPatternLength} characters in the syntax` +
        ` of RE2: ${(error as Error).message}`,
    });
  }
}

/**
 * Whether a protected name, in which `*` stands for any characters but `/`, is or covers the name
 * of a branch or tag. Source: CodeArts Repo user guide, protected branches.
 */
export function covers(protectedName: string, name: string): boolean {
  const wanted = protectedName.split('/');
  const given = name.split('/');
  return (
    wanted.length === given.length &&
    wanted.every((segment, i) => segmentMatches(segment, given[i] ?? ''))
  );
}

/** Takes each text between the stars where it comes first, which leaves the most to the next. */
function segmentMatches(wildcard: string, text: string): boolean {
  const [start = '', ...parts] = wildcard.split('*');
  const end = parts.pop();
  if (end === undefined) return text === start;
  if (!text.startsWith(start)) return false;
  let at = start.length;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - end.length >= at && text.endsWith(end);
}

/** What no name of a ref holds. Source: git's manual, git-check-ref-format. */
const forbidden = /[\0-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.\/|\.lock(\/|$)|[./]$/;

/** Whether a full name is one that git would give to a ref, so that it is safe as a path, too. */
export function isRefName(ref: string): boolean {
  return /^refs\/[^/]+\/./.test(ref) && ref.length <= 1024 && !forbidden.test(ref);
}

/**
 * Whether a name may be protected: one that `git branch` or `git tag` would take, in which `*` stands
 * for other characters.
 */
export function isProtectedName(name: string): boolean {
  const standsFor = name.replaceAll('*', 'x');
  return isRefName(`refs/heads/${standsFor}`) && !/^(-|@$)/.test(name) && name.length <= 200;
}
