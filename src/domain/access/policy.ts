import { type Condition, type ConditionKeys, readConditions } from './policy-conditions.ts';
import { objectAt, policyFault, refuseUnknown } from './policy-fault.ts';
import { anyTextTest, type TextTest } from './policy-patterns.ts';

/** What policies are asked about. */
export interface PolicyRequest {
  /** The action and its aliases, `service:type:operation`, in lower case. */
  readonly actions: readonly string[];
  /** URN of what it is done to; undefined where there is none, which only `*` names. */
  readonly resource: string | undefined;
  readonly keys: ConditionKeys;
}

/** One statement of a policy, in the form that is evaluated. */
export interface Statement {
  /** Its Sid, or where it stands: `Statement[0]`. */
  readonly label: string;
  readonly effect: 'Allow' | 'Deny';
  /** Whether it tells one resource from another. */
  readonly namesResources: boolean;
  coversActions(actions: readonly string[]): boolean;
  /** Whether it says something of a request for an action that it covers. */
  applies(request: PolicyRequest): boolean;
}

export interface NamedPolicy {
  readonly name: string;
  /** Its resource name, where it is one that can be read. */
  readonly urn?: string;
  readonly document: string;
}

/** What a set of policies says of one request. */
export type Verdict =
  | {
      readonly effect: 'allowed' | 'denied';
      readonly policy: NamedPolicy;
      readonly statement: string;
    }
  | { readonly effect: 'not-allowed' };

interface Document {
  readonly version: string;
  readonly statements: readonly Statement[];
  /** Those whose actions cover what was asked, by that: operations ask for few different ones. */
  readonly byActions: Map<string, readonly Statement[]>;
}

const allVersions = ['5.0', '1.1'];

const parsed = new Map<string, Document>();
/** How many characters of documents are kept in their parsed form. */
const keptAtMost = 16_000_000;
let kept = 0;

/**
 * Reads an identity policy (JSON text, Version 5.0). Throws Problem `invalid` with the place of the
 * fault. Source: policy grammar of IAM 5, user manual iam_01_0934 and _1289.
 */
export function parsePolicy(document: string): readonly Statement[] {
  return documentOf(document, ['5.0']).statements;
}

/**
 * Reads a policy that narrows temporary credentials: Version 5.0 or the older 1.1, which has limits
 * of its own. Throws Problem `invalid`.
 * Source: IAM v3, CreateTemporaryAccessKeyByToken; IAM.1021, .1028, .1033 for the limits.
 */
export function parseSessionPolicy(document: string): readonly Statement[] {
  return documentOf(document).statements;
}

/**
 * What policies say of a request: an explicit Deny wins over any Allow, and without an Allow the
 * answer is no.
 */
export function evaluate(policies: readonly NamedPolicy[], request: PolicyRequest): Verdict {
  let verdict: Verdict = { effect: 'not-allowed' };
  const key = request.actions.join();
  for (const policy of policies) {
    for (const statement of covering(documentOf(policy.document), request.actions, key)) {
      const denies = statement.effect === 'Deny';
      if ((!denies && verdict.effect === 'allowed') || !statement.applies(request)) continue;
      verdict = {
        effect: denies ? 'denied' : 'allowed',
        policy,
        statement: statement.label,
      };
      if (denies) return verdict;
    }
  }
  return verdict;
}

function covering(
  { statements, byActions }: Document,
  actions: readonly string[],
  key: string,
): readonly Statement[] {
  let found = byActions.get(key);
  if (!found) {
    found = statements.filter((statement) => statement.coversActions(actions));
    byActions.set(key, found);
  }
  return found;
}

/** Whether it matters to the policies what an action is done to. */
export function nameResources(policies: readonly NamedPolicy[]): boolean {
  return policies.some(({ document }) =>
    documentOf(document).statements.some((statement) => statement.namesResources),
  );
}

function documentOf(text: string, versions: readonly string[] = allVersions): Document {
  const document = parsed.get(text) ?? keep(text, readDocument(text, versions));
  requireVersion(document.version, versions);
  return document;
}

/** Forgets the oldest documents where there is no more room. */
function keep(text: string, document: Document): Document {
  parsed.set(text, document);
  kept += text.length;
  for (const oldest of parsed.keys()) {
    if (kept <= keptAtMost) break;
    parsed.delete(oldest);
    kept -= oldest.length;
  }
  return document;
}

function requireVersion(version: unknown, versions: readonly unknown[]): void {
  if (versions.includes(version)) return;
  throw policyFault('Version', `must be ${versions.map((each) => `"${each}"`).join(' or ')}`);
}

function readDocument(text: string, versions: readonly string[]): Document {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw policyFault('', `must be JSON: ${(error as Error).message}`);
  }
  const { Version, Statement, ...rest } = objectAt('', content);
  refuseUnknown('', rest);
  requireVersion(Version, versions);
  if (!Array.isArray(Statement) || Statement.length === 0) {
    throw policyFault('Statement', 'must be an array of at least one statement');
  }
  if (Version === '1.1') requireOldLimits(text, Statement);
  const statements = Statement.map((each, i) => readStatement(`Statement[${i}]`, each));
  return { version: String(Version), statements, byActions: new Map() };
}

function requireOldLimits(text: string, statements: readonly unknown[]): void {
  if (text.length > 6144) throw policyFault('', 'must have at most 6144 characters');
  if (statements.length > 8) throw policyFault('Statement', 'must have at most 8 statements');
  for (const [i, statement] of statements.entries()) {
    const { Action, NotAction } = objectAt(`Statement[${i}]`, statement);
    const named = Action ?? NotAction;
    if (Array.isArray(named) && named.length > 100) {
      throw policyFault(`Statement[${i}]`, 'must name at most 100 actions');
    }
  }
}

function readStatement(place: string, content: unknown): Statement {
  const { Sid, Effect, Action, NotAction, Resource, NotResource, Condition, ...rest } = objectAt(
    place,
    content,
  );
  refuseUnknown(place, rest);
  if (Sid !== undefined && typeof Sid !== 'string') {
    throw policyFault(`${place}.Sid`, 'must be a text');
  }
  if (Effect !== 'Allow' && Effect !== 'Deny') {
    throw policyFault(`${place}.Effect`, 'must be "Allow" or "Deny"');
  }
  if ((Action === undefined) === (NotAction === undefined)) {
    throw policyFault(place, 'must have either Action or NotAction');
  }
  if (Resource !== undefined && NotResource !== undefined) {
    throw policyFault(place, 'must not have both Resource and NotResource');
  }
  const names = Action === undefined ? 'NotAction' : 'Action';
  const isNamed = actionTest(`${place}.${names}`, Action ?? NotAction);
  const coversResource =
    NotResource === undefined
      ? resourceTest(`${place}.Resource`, Resource ?? ['*'])
      : not(resourceTest(`${place}.NotResource`, NotResource));
  const conditions: Condition[] =
    Condition === undefined ? [] : readConditions(`${place}.Condition`, Condition);
  return {
    label: Sid || place,
    effect: Effect,
    namesResources: coversResource !== everything,
    coversActions: (actions) => actions.some(isNamed) === (names === 'Action'),
    applies: ({ resource, keys }) =>
      coversResource(resource) && conditions.every((holds) => holds(keys)),
  };
}

function actionTest(place: string, content: unknown): TextTest {
  if (!Array.isArray(content) || content.length === 0) {
    throw policyFault(place, 'must be an array of at least one action');
  }
  const patterns = content.map((action: unknown, i) => {
    if (typeof action !== 'string' || !/^(\*|[\w.*?-]+:[\w*?-]*:[\w*?-]+)$/.test(action)) {
      throw policyFault(
        `${place}[${i}]`,
        'must be service:type:operation, with * and ? as wildcards',
      );
    }
    return action.toLowerCase();
  });
  return anyTextTest(patterns);
}

type ResourceTest = (resource: string | undefined) => boolean;

const everything: ResourceTest = () => true;

function resourceTest(place: string, content: unknown): ResourceTest {
  if (!Array.isArray(content) || content.length === 0) {
    throw policyFault(place, 'must be an array of at least one resource');
  }
  const patterns = content.map((resource: unknown, i) => {
    const urn = /^\*$|^[^:]+:[^:]*:[^:]*:[^:]+:.+$/;
    if (typeof resource === 'string' && urn.test(resource)) return resource;
    throw policyFault(
      `${place}[${i}]`,
      'must be * or service:region:account:type:path, with * and ? as wildcards',
    );
  });
  if (patterns.includes('*')) return everything;
  const test = anyTextTest(patterns.map(resourcePattern));
  return (resource) => resource !== undefined && test(comparable(resource));
}

/** An empty region or account of a pattern stands for any. */
function resourcePattern(pattern: string): string {
  const [service, region, account, ...rest] = comparable(pattern).split(':');
  return [service, region || '*', account || '*', ...rest].join(':');
}

/** The path tells letter case apart; what stands before it does not. */
function comparable(urn: string): string {
  const [, head = '', path = urn] = /^((?:[^:]*:){4})(.*)$/.exec(urn) ?? [];
  return head.toLowerCase() + path;
}

function not(test: ResourceTest): ResourceTest {
  return (resource) => !test(resource);
}
