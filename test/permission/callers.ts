import type { Asks } from './case.ts';
import { cases } from './cases.ts';
import { roleNames } from './roles.ts';
import type { Player, Scene } from './scene.ts';
import type { Credential } from './wire.ts';

/** Who calls, relative to what the call asks for. */
export interface Caller {
  readonly player: Player;
  readonly credential: Credential;
  readonly kind: 'root' | 'user' | 'other-root';
  /** In the project of the call; absent: not a member. */
  readonly role?: number;
  /** What the caller's policies say of the action. */
  readonly policies: 'allow' | 'deny' | 'nothing';
  /** The refusal of the credential itself, where it is no good. */
  readonly refused?: `401 ${string}`;
}

/** Callers who differ in credential, account or role and are the same for every operation. */
export async function standingCallers(scene: Scene): Promise<Record<string, Caller>> {
  const { root, otherRoot } = scene;
  const byKey = (player: Player): Credential => ({ key: player });
  const allowed = await scene.player();
  await scene.allow(allowed, '*');
  const callers: Record<string, Caller> = {
    root: { player: root, credential: byKey(root), kind: 'root', policies: 'nothing' },
    'root by token': {
      player: root,
      credential: { token: await scene.token(root) },
      kind: 'root',
      policies: 'nothing',
    },
    "another account's root": {
      player: otherRoot,
      credential: byKey(otherRoot),
      kind: 'other-root',
      policies: 'nothing',
    },
    'not a member': {
      player: allowed,
      credential: byKey(allowed),
      kind: 'user',
      policies: 'allow',
    },
    'project manager by token': {
      player: allowed,
      credential: { token: await scene.token(allowed) },
      kind: 'user',
      role: 3,
      policies: 'allow',
    },
  };
  for (const [id, name] of Object.entries(roleNames)) {
    callers[name] = {
      player: allowed,
      credential: byKey(allowed),
      kind: 'user',
      role: Number(id),
      policies: 'allow',
    };
  }
  return { ...callers, ...(await refusedCallers(scene, allowed)) };
}

/** Project managers with every action allowed, who come with a credential that is no good. */
async function refusedCallers(scene: Scene, allowed: Player): Promise<Record<string, Caller>> {
  const disabled = await scene.player();
  const withoutKey = await scene.player();
  for (const player of [disabled, withoutKey]) await scene.allow(player, '*');
  const token = await scene.token(disabled);
  const expired = await scene.token(allowed, { hoursAgo: 25 });
  await scene.disableUser(disabled);
  await scene.disableKey(withoutKey);
  const manager = { kind: 'user', role: 3, policies: 'allow' } as const;
  const refused = '401 APIGW.0301';
  return {
    'disabled user, by key': {
      ...manager,
      player: disabled,
      credential: { key: disabled },
      refused,
    },
    'disabled user, by token': { ...manager, player: disabled, credential: { token }, refused },
    'disabled key': { ...manager, player: withoutKey, credential: { key: withoutKey }, refused },
    'expired token': {
      ...manager,
      player: allowed,
      credential: { token: expired },
      refused: '401 DEV.00000003',
    },
    'no credential': { ...manager, player: allowed, credential: {}, refused },
  };
}

const everyAction = [...new Set(Object.values(cases).flatMap(({ asks }) => asks.action ?? []))];
/** Whoever may read policies is told their names, which is shown elsewhere. */
const withoutNames = everyAction.filter((action) => action !== 'iam:policies:getV5');

/** Callers whose policies are made for one operation. */
export async function policyCallers(scene: Scene, asks: Asks): Promise<Record<string, Caller>> {
  const own = asks.action === undefined ? [] : [asks.action];
  const needed = [...own, ...(asks.dependencies ?? [])];
  const others = everyAction.filter((action) => action !== asks.action);
  const unrelated = everyAction.filter((action) => !needed.includes(action));
  const manager = { kind: 'user', role: 3 } as const;
  const caller = async (
    policies: Caller['policies'],
    allow: readonly string[],
    deny: readonly string[],
    role: { role?: number } = manager,
  ): Promise<Caller> => {
    const player = await scene.player();
    if (allow.length > 0) await scene.allow(player, ...allow);
    if (deny.length > 0) await scene.deny(player, ...deny);
    return { kind: 'user', ...role, policies, player, credential: { key: player } };
  };
  return {
    'no policy': await caller('nothing', [], []),
    'this action allowed': await caller('allow', own, []),
    'every other action allowed': await caller('nothing', others, []),
    'this action denied beside an allow of all': await caller('deny', withoutNames, own),
    'every other action denied': await caller('allow', ['*'], unrelated),
    'not a member and denied': await caller('deny', withoutNames, own, {}),
  };
}

/** How the call has to end: `granted`, or status and code with the rule that refused. */
export function expected(asks: Asks, caller: Caller, forbidden: string): string {
  const { action, policy, roles } = asks;
  const { kind, role, policies, player } = caller;
  if (policy === 'open') return 'granted';
  if (caller.refused) return caller.refused;
  if (roles && kind !== 'root' && role === undefined) return asks.hidden ?? '';
  const urn = `iam::${player.user.domainId}:user:${player.user.name}`;
  const refusal = `${forbidden} User: ${urn} is not authorized to perform: ${action} on resource:`;
  if (kind === 'user' && action !== undefined) {
    const asked = `${refusal} ${asks.resource ?? '*'}`;
    if (policies === 'deny') return `${asked} with an explicit deny in an identity-based policy.`;
    if (policies === 'nothing' && policy === 'must-allow') {
      return `${asked} because no identity-based policy allows the ${action} action.`;
    }
  }
  if (roles && role !== undefined && !roles.includes(role)) {
    const name = roleNames[role];
    return `${refusal} project because the role ${name} lacks the permission ${asks.lacks}`;
  }
  return 'granted';
}
