import { Problem } from '../kernel/index.ts';

/** How nodes of a kind may be called. */
export interface NameRule {
  readonly pattern: RegExp;
  /** In code points. */
  readonly maxLength: number;
  /** Endings that are refused although the pattern allows them. */
  readonly refusedEndings: readonly string[];
  readonly caseSensitive: boolean;
  /** What would be accepted, to follow the words "must be". */
  readonly accepts: string;
}

/**
 * The name as it is stored, in Unicode's composed form (NFC).
 * Throws Problem `invalid` with what would be accepted.
 */
export function checkedName(rule: NameRule, subject: string, name: string): string {
  // Two units a character at most; composing far longer texts would take its time.
  const composed = name.length <= 2 * rule.maxLength ? name.normalize('NFC') : '';
  if (isName(rule, composed)) return composed;
  throw new Problem('invalid', { subject, field: 'name', reason: `must be ${rule.accepts}` });
}

/** Whether a text in composed form (NFC) may be a name. */
export function isName(rule: NameRule, text: string): boolean {
  return (
    (text.length <= rule.maxLength || [...text].length <= rule.maxLength) &&
    rule.pattern.test(text) &&
    !rule.refusedEndings.some((ending) => text.toLowerCase().endsWith(ending))
  );
}

/** What two siblings may not have in common. */
export function siblingKey(rule: NameRule, name: string): string {
  return rule.caseSensitive ? name : name.toLowerCase();
}

/**
 * Names of build task groups. The API's update page of 2026-05 allows Chinese, letters, digits,
 * `-` and `_`; the create page's own examples also hold blanks and parentheses.
 */
export function buildTaskGroupNames({ strict }: { readonly strict: boolean }): NameRule {
  return {
    pattern: strict
      ? /^[\p{Script=Han}A-Za-z0-9_-]+$/u
      : /^(?! )[\p{Script=Han}A-Za-z0-9_.() -]+(?<! )$/u,
    maxLength: 128,
    refusedEndings: [],
    caseSensitive: true,
    accepts: strict
      ? '1 to 128 Chinese characters, letters, digits, - or _'
      : '1 to 128 Chinese characters, letters, digits, - _ . ( ) or inner spaces',
  };
}

/** Names of repository groups are path segments. Source: Repo user guide, group names. */
export const repositoryGroupNames: NameRule = {
  pattern: /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/,
  maxLength: 256,
  refusedEndings: ['.git', '.atom', '.'],
  caseSensitive: false,
  accepts:
    '1 to 256 letters, digits, - _ or . starting with a letter, digit or _' +
    ' and not ending in .git, .atom or a period',
};
