import type { Policy } from './model.ts';
import { policyUrn } from './urns.ts';

/** An identity policy that every account has from the start and nobody can change. */
export interface SystemPolicy extends Policy {
  readonly urn: string;
  readonly document: string;
}

/**
 * Ids start with zeros, so that they come before every id that is made; they never change.
 * Source of names and of what "read" is: IAM 5 user manual, iam_01_1281 (IAMReadOnlyPolicy) and the
 * system policies of CodeArts services; those of Repo, Build and Req are not printed.
 */
export const systemPolicies: readonly SystemPolicy[] = [
  systemPolicy('5001', 'FullAccessV5', 'Every action of every service.', ['*']),
  ...policiesOf('5010', 'CodeArtsBuild', 'codeartsbuild'),
  ...policiesOf('5020', 'CodeArtsRepo', 'codeartsrepo'),
  ...policiesOf('5030', 'CodeArtsReq', 'codeartsreq'),
  ...policiesOf('5040', 'IAM', 'iam'),
  ...policiesOf('5050', 'STS', 'sts'),
  ...policiesOf('5060', 'Atelier', 'atelier'),
];

const byId = new Map(systemPolicies.map((policy) => [policy.id, policy]));

export function systemPolicyWithId(id: string): SystemPolicy | undefined {
  return byId.get(id);
}

export function systemPolicyNamed(name: string): SystemPolicy | undefined {
  return systemPolicies.find((policy) => policy.name === name);
}

/** Full and read-only access to one service, whose actions begin with `prefix`. */
function policiesOf(number: string, product: string, prefix: string): SystemPolicy[] {
  const next = String(Number(number) + 1);
  const reading = ['get', 'list', 'check', 'show'].map((verb) => `${prefix}:*:${verb}*`);
  return [
    systemPolicy(number, `${product}FullAccessPolicy`, `Full access to ${product}.`, [
      `${prefix}:*:*`,
    ]),
    systemPolicy(next, `${product}ReadOnlyPolicy`, `Read-only access to ${product}.`, reading),
  ];
}

function systemPolicy(
  number: string,
  name: string,
  description: string,
  actions: readonly string[],
): SystemPolicy {
  const since = Date.UTC(2026, 0, 1);
  const statement = { Effect: 'Allow', Action: actions };
  const named = { type: 'system', domainId: '', path: '', name } as const;
  return {
    ...named,
    urn: policyUrn(named),
    id: number.padStart(32, '0'),
    description,
    defaultVersion: 1,
    latestVersion: 1,
    createdAt: since,
    updatedAt: since,
    document: JSON.stringify({ Version: '5.0', Statement: [statement] }),
  };
}
