import { Grant, type Origin, type Principal, Problem } from '../kernel/index.ts';
import { evaluate, type NamedPolicy, nameResources, type PolicyRequest } from './policy.ts';
import type { AccessRecords } from './ports.ts';
import { conditionKeys, knownKeys } from './request-keys.ts';
import { userUrn } from './urns.ts';

/**
 * What an operation asks of identity policies.
 * `must-allow`: some policy allows the action and none denies it. `may-deny`: none denies it. The
 * policy that narrows a temporary credential must allow it in either case.
 */
export type PolicyRule = 'must-allow' | 'may-deny';

/** What an action is done to. */
export interface AskedResource {
  /** As the caller named it: refusals repeat that and tell nothing more. */
  readonly asNamed: string;
  /** Its URN, undefined where there is no such thing. Asked for where a policy depends on it. */
  urn(): Promise<string | undefined>;
}

export interface Requirement {
  readonly action: string;
  /** Older names of the action, as good in a policy as its own. */
  readonly aliases?: readonly string[];
  readonly policy: PolicyRule;
  /** Absent where policies can only name all resources. */
  readonly resource?: AskedResource;
}

/** Policies of an identity, or the one that narrows a temporary credential. */
export type PolicyKind = 'identity-based' | 'session';

/** What policies say of a call, and by which rule. */
export type Decision =
  | { readonly allowed: true; readonly by: 'root' | 'no-deny' }
  | {
      readonly allowed: boolean;
      readonly by: 'allow' | 'explicit deny' | 'implicit deny';
      readonly kind: PolicyKind;
      /** The ones that decided, where some did. */
      readonly policy?: NamedPolicy;
      readonly statement?: string;
    };

type Records = { readonly access: AccessRecords };

/**
 * Lets a caller act in their own account, or throws Problem `forbidden` naming the rule.
 * The root user of the account needs no policy.
 */
export async function authorizeInAccount(
  records: Records,
  principal: Principal,
  requirement: Requirement,
  origin: Origin,
): Promise<Grant> {
  await askPolicies(records, principal, requirement, origin);
  return Grant.issue(principal, origin, requirement.action);
}

/** Throws Problem `forbidden` where the caller's policies do not let them. */
export async function askPolicies(
  records: Records,
  principal: Principal,
  requirement: Requirement,
  origin: Origin,
): Promise<void> {
  const inForce = await policiesInForce(records, principal);
  const decision = await decisionOf(inForce, principal, requirement, origin);
  if (!decision.allowed) throw refused(inForce, decision, principal, requirement, origin);
}

/** What the policies of a caller say of an action, and which of them decide. */
export async function decideByPolicies(
  records: Records,
  principal: Principal,
  requirement: Requirement,
  origin: Origin,
): Promise<Decision> {
  const inForce = await policiesInForce(records, principal);
  return decisionOf(inForce, principal, requirement, origin);
}

/** Sets of policies that must all let a caller; none for a root user who is not held to any. */
type InForce = readonly { readonly kind: PolicyKind; readonly policies: readonly NamedPolicy[] }[];

async function policiesInForce(records: Records, principal: Principal): Promise<InForce> {
  const { root, domainId, userId, narrowedBy } = principal;
  const inForce: InForce[number][] = [];
  if (!root) {
    const policies = await records.access.listPoliciesOfUser(domainId, userId);
    inForce.push({ kind: 'identity-based', policies });
  }
  if (narrowedBy !== undefined) {
    const policies = [{ name: 'of the temporary credential', document: narrowedBy }];
    inForce.push({ kind: 'session', policies });
  }
  return inForce;
}

async function decisionOf(
  inForce: InForce,
  principal: Principal,
  requirement: Requirement,
  origin: Origin,
): Promise<Decision> {
  if (inForce.length === 0) return { allowed: true, by: 'root' };
  const request = await requestOf(inForce, principal, requirement, origin);
  let allowed: Decision = { allowed: true, by: 'no-deny' };
  for (const { kind, policies } of inForce) {
    const { effect, ...which } = evaluate(policies, request);
    if (effect === 'denied') return { allowed: false, by: 'explicit deny', kind, ...which };
    if (effect === 'allowed') {
      if (allowed.by === 'no-deny') allowed = { allowed: true, by: 'allow', kind, ...which };
    } else if (requirement.policy === 'must-allow' || kind === 'session') {
      return { allowed: false, by: 'implicit deny', kind };
    }
  }
  return allowed;
}

async function requestOf(
  inForce: InForce,
  principal: Principal,
  { action, aliases = [], resource }: Requirement,
  origin: Origin,
): Promise<PolicyRequest> {
  const matters = resource && inForce.some(({ policies }) => nameResources(policies));
  return {
    actions: [action, ...aliases].map((name) => name.toLowerCase()),
    resource: matters ? await resource.urn() : undefined,
    keys: conditionKeys({ principal, origin, action }),
  };
}

/** The refusal in the vendor's words; policy and statement are named to those who may read them. */
function refused(
  inForce: InForce,
  decision: Exclude<Decision, { allowed: true }>,
  principal: Principal,
  { action, resource }: Requirement,
  origin: Origin,
): Problem {
  const { by, kind, policy, statement } = decision;
  const target = resource?.asNamed ?? '*';
  const article = kind === 'session' ? 'a' : 'an';
  const named =
    policy !== undefined && mayRead(inForce, principal, policy, origin)
      ? ` (policy ${policy.name}, statement ${statement})`
      : '';
  const why =
    by === 'explicit deny'
      ? `with an explicit deny in ${article} ${kind} policy${named}.`
      : `because no ${kind} policy allows the ${action} action.`;
  const subject = userUrn(principal);
  return new Problem('forbidden', {
    subject: action,
    reason: `User: ${subject} is not authorized to perform: ${action} on resource: ${target} ${why}`,
    denial: {
      resource: target,
      failure: `${by} by ${kind} policy`,
      statements: policy === undefined ? [] : [{ policy: policy.name, statement: statement ?? '' }],
      facts: knownKeys({ principal, origin, action }),
    },
  });
}

const readPolicy = 'iam:policies:getV5';

/** Whether a caller may read a policy, and so hear its name. */
function mayRead(
  inForce: InForce,
  principal: Principal,
  policy: NamedPolicy,
  origin: Origin,
): boolean {
  const request: PolicyRequest = {
    actions: [readPolicy.toLowerCase()],
    resource: policy.urn,
    keys: conditionKeys({ principal, origin, action: readPolicy }),
  };
  return inForce.every(({ policies }) => evaluate(policies, request).effect === 'allowed');
}

/** The grant of whoever may read the data directory: the command line on the host. */
export function operatorGrant(account: { domainId: string; name: string }): Grant {
  const principal: Principal = {
    domainId: account.domainId,
    domainName: account.name,
    userId: 'operator',
    userName: 'operator',
    userNumber: 0,
    root: true,
  };
  return Grant.issue(principal, { requestId: '', address: 'local' }, 'atelier:host:operate');
}
