import { Problem } from '../kernel/index.ts';

/** One statement of an identity policy, in the form that is evaluated. */
export interface Statement {
  readonly sid: string;
  readonly effect: 'Allow' | 'Deny';
  /** Whether the statement covers an action; wildcards are already worked in. */
  covers(action: string): boolean;
}

/** What a set of policies says of one action. */
export type Verdict =
  | { readonly effect: 'allowed' | 'denied'; readonly policy: string; readonly sid: string }
  | { readonly effect: 'not-allowed' };

const parsed = new Map<string, readonly Statement[]>();
const parsedAtMost = 1000;

/**
 * Reads a policy document (JSON text, Version 5.0). Statements act on actions, with `*` and `?` as
 * wildcards, whatever the letter case; Resource may only be `*`, and Condition is refused rather
 * than ignored. Throws Problem `invalid` with the place of the fault.
 * Source: policy grammar of IAM 5, user manual iam_01_0934 and _1289.
 */
export function parsePolicy(document: string): readonly Statement[] {
  const known = parsed.get(document);
  if (known) return known;
  const statements = readDocument(document);
  if (parsed.size >= parsedAtMost) parsed.clear();
  parsed.set(document, statements);
  return statements;
}

/**
 * What policies say of an action: an explicit Deny wins over any Allow, and without an Allow the
 * answer is no. `action` is `service:type:operation`.
 */
export function evaluate(
  policies: readonly { readonly name: string; readonly document: string }[],
  action: string,
): Verdict {
  let verdict: Verdict = { effect: 'not-allowed' };
  for (const policy of policies) {
    for (const statement of parsePolicy(policy.document)) {
      if (!statement.covers(action)) continue;
      const { sid } = statement;
      if (statement.effect === 'Deny') return { effect: 'denied', policy: policy.name, sid };
      if (verdict.effect === 'not-allowed') {
        verdict = { effect: 'allowed', policy: policy.name, sid };
      }
    }
  }
  return verdict;
}

function readDocument(document: string): readonly Statement[] {
  let content: unknown;
  try {
    content = JSON.parse(document);
  } catch (error) {
    throw fault('', `must be JSON: ${(error as Error).message}`);
  }
  const { Version, Statement, ...rest } = objectAt('', content);
  refuseUnknown('', rest);
  if (Version !== '5.0') throw fault('Version', 'must be "5.0"');
  if (!Array.isArray(Statement) || Statement.length === 0) {
    throw fault('Statement', 'must be an array of at least one statement');
  }
  return Statement.map((statement, i) => readStatement(`Statement[${i}]`, statement));
}

function readStatement(place: string, content: unknown): Statement {
  const { Sid, Effect, Action, NotAction, Resource, ...rest } = objectAt(place, content);
  refuseUnknown(place, rest);
  if (Sid !== undefined && typeof Sid !== 'string') throw fault(`${place}.Sid`, 'must be a text');
  if (Effect !== 'Allow' && Effect !== 'Deny') {
    throw fault(`${place}.Effect`, 'must be "Allow" or "Deny"');
  }
  if ((Action === undefined) === (NotAction === undefined)) {
    throw fault(place, 'must have either Action or NotAction');
  }
  const all = Resource === undefined || (Array.isArray(Resource) && Resource.join() === '*');
  if (!all) throw fault(`${place}.Resource`, 'must be ["*"]: these actions name no resource');
  const named = Action === undefined ? 'NotAction' : 'Action';
  const patterns = actionPatterns(`${place}.${named}`, Action ?? NotAction);
  const isNamed = (action: string) => {
    const text = action.toLowerCase();
    return patterns.some((pattern) => matches(pattern, text));
  };
  const covers = named === 'Action' ? isNamed : (action: string) => !isNamed(action);
  return { sid: Sid ?? '', effect: Effect, covers };
}

function actionPatterns(place: string, content: unknown): string[] {
  if (!Array.isArray(content) || content.length === 0) {
    throw fault(place, 'must be an array of at least one action');
  }
  return content.map((action: unknown, i) => {
    if (typeof action !== 'string' || !/^(\*|[\w.*?-]+:[\w*?-]*:[\w*?-]+)$/.test(action)) {
      throw fault(`${place}[${i}]`, 'must be service:type:operation, with * and ? as wildcards');
    }
    return action.toLowerCase();
  });
}

/**
 * Whether a text matches a pattern with `*` and `?`. Going back to the last star alone is enough,
 * so that no pattern takes longer than its length times the text's.
 */
function matches(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let taken = 0;
  for (let i = 0; i < text.length; ) {
    if (pattern[at] === '*') {
      star = at;
      at += 1;
      taken = i;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[i])) {
      at += 1;
      i += 1;
    } else if (star >= 0) {
      at = star + 1;
      taken += 1;
      i = taken;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}

function objectAt(place: string, content: unknown): Record<string, unknown> {
  if (typeof content === 'object' && content !== null && !Array.isArray(content)) {
    return content as Record<string, unknown>;
  }
  throw fault(place, 'must be an object');
}

function refuseUnknown(place: string, rest: Record<string, unknown>): void {
  const [name] = Object.keys(rest);
  if (name === undefined) return;
  const what = name === 'Condition' || name === 'NotResource' ? 'is not supported' : 'is unknown';
  throw fault(place === '' ? name : `${place}.${name}`, what);
}

function fault(place: string, reason: string): Problem {
  const where = place === '' ? 'The document' : place;
  return new Problem('invalid', {
    subject: 'identity policy',
    field: 'document',
    reason: `${where} ${reason}.`,
  });
}
