import { Grant, type Origin, type Principal, Problem } from '../kernel/index.ts';
import { evaluate } from './policy.ts';
import type { AccessRecords } from './ports.ts';

/**
 * What an operation asks of identity policies.
 * `must-allow`: some policy allows the action and none denies it. `may-deny`: none denies it.
 */
export type PolicyRule = 'must-allow' | 'may-deny';

export interface Requirement {
  readonly action: string;
  readonly policy: PolicyRule;
}

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
  await askPolicies(records, principal, requirement);
  return Grant.issue(principal, origin, requirement.action);
}

/** Throws Problem `forbidden` where the caller's identity policies do not let them. */
export async function askPolicies(
  records: Records,
  principal: Principal,
  requirement: Requirement,
): Promise<void> {
  askNarrowing(principal, requirement);
  if (principal.root) return;
  const policies = await records.access.listPoliciesOfUser(principal.domainId, principal.userId);
  const verdict = evaluate(policies, requirement.action);
  if (verdict.effect === 'allowed') return;
  if (verdict.effect === 'not-allowed' && requirement.policy === 'may-deny') return;
  const why =
    verdict.effect === 'denied'
      ? 'with an explicit deny in an identity-based policy.'
      : `because no identity-based policy allows the ${requirement.action} action.`;
  throw new Problem('forbidden', {
    subject: requirement.action,
    reason: `User: ${userUrn(principal)} is not authorized to perform: ${requirement.action} ${why}`,
  });
}

/** Throws Problem `forbidden` where the policy that narrows the caller does not let them. */
function askNarrowing(principal: Principal, { action }: Requirement): void {
  const { narrowedBy } = principal;
  if (narrowedBy === undefined) return;
  const { effect } = evaluate([{ name: 'session', document: narrowedBy }], action);
  if (effect === 'allowed') return;
  const why =
    effect === 'denied'
      ? 'with an explicit deny in a session policy.'
      : `because no session policy allows the ${action} action.`;
  throw new Problem('forbidden', {
    subject: action,
    reason: `User: ${userUrn(principal)} is not authorized to perform: ${action} ${why}`,
  });
}

/** The user's resource name: `iam::<account>:user:<name>`. Source: IAM v5 user model. */
export function userUrn(principal: Pick<Principal, 'domainId' | 'userName'>): string {
  return `iam::${principal.domainId}:user:${principal.userName}`;
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
