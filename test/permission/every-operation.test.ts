import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PermissionRow } from '../../src/contract/operation.ts';
import { projectRoles } from '../../src/domain/projects/index.ts';
import { services } from '../../src/main.ts';
import { type StoreName, stores } from '../world.ts';
import { type Caller, expected, policyCallers, standingCallers } from './callers.ts';
import type { Case } from './case.ts';
import { cases } from './cases.ts';
import { roleNames } from './roles.ts';
import { openScene, type Scene } from './scene.ts';
import { type Answer, refusalOf } from './wire.ts';

/** Status and code with which each service refuses a caller who may know why. */
const forbidden: Readonly<Record<string, string>> = {
  'CodeArts Build': '403 CB.00060200',
  'CodeArts Repo': '403 CH.004403',
  'CodeArts Repo V1 to V3': '403 CH.004403',
  'Identity and Access Management': '403 IAM.0002',
  'Identity and Access Management 5': '403 PAP5.0001',
  'CodeArts Req': '403 PM.00000001',
  'Security Token Service': '403 STS5.0001',
  Atelier: '403 AT.403',
};

/** What the scene calls its policies: never told to those who may not read policies. */
const policyNames = /policy-\d/;

const declared: Readonly<Record<string, PermissionRow>> = Object.fromEntries(
  services.flatMap((service) =>
    service.operations.map((each) => [`${service.title}: ${each.name}`, each.permission.row]),
  ),
);

test('every operation has its row in the table, and every role its name', () => {
  expect(Object.keys(cases).sort()).toEqual(Object.keys(declared).sort());
  const roles = projectRoles.map(({ id, name }) => [String(id), name]);
  expect(Object.fromEntries(roles)).toEqual(roleNames);
});

describe.each(Object.entries(cases))('%s', (name, { asks }) => {
  test('declares what the table says', () => {
    const { action, dependencies, policy, point, open } = declared[name] ?? {};
    expect({ action, dependencies, policy }).toEqual({
      action: asks.action,
      dependencies: asks.dependencies,
      policy: asks.policy === 'open' ? 'none' : asks.policy,
    });
    expect(point !== undefined).toBe(asks.roles !== undefined);
    expect(open === true).toBe(asks.policy === 'open');
  });
});

/**
 * Whoever may call an operation is asked of the same code on every store, which only has to read right:
 * on all but one every fourth caller calls, each operation another four.
 */
const everySoMany = (store: StoreName) => (store === stores[0] ? 1 : 4);

describe.each(stores)('on the %s store', (store) => {
  let scene: Scene;
  let standing: Record<string, Caller>;

  beforeAll(async () => {
    scene = await openScene(store);
    standing = await standingCallers(scene);
  });
  afterAll(() => scene.close());

  test.each(Object.entries(cases))('%s', async (name, each) => {
    const turn = Object.keys(cases).indexOf(name);
    const all = { ...standing, ...(await policyCallers(scene, each.asks)) };
    const code = forbidden[name.split(': ')[0] ?? ''] ?? '';
    const seen: Record<string, string> = {};
    const wanted: Record<string, string> = {};
    const waiting = Object.entries(all).filter((_, i) => (i + turn) % everySoMany(store) === 0);
    const runAttempt = async ([who, caller]: [string, Caller]) => {
      const due = expected(each.asks, caller, code);
      const answer = await attempt(scene, each, caller);
      seen[who] = outcome(each, answer);
      // The refusal of a HEAD is a status and no more.
      wanted[who] = answer.text === '' && due !== 'granted' ? due.slice(0, 3) : due;
      if (answer.status >= 400) expect(answer.text).not.toMatch(policyNames);
    };
    // As many at once as may log in at once.
    while (waiting.length > 0) await Promise.all(waiting.splice(0, 8).map(runAttempt));
    expect(seen).toEqual(wanted);
  });
});

/** Makes the call in a project of its own, where the caller has the role that they should have. */
async function attempt(scene: Scene, each: Case, caller: Caller): Promise<Answer> {
  const { player, role } = caller;
  const projectId = await scene.project(role === -1 ? player : scene.root);
  if (role !== undefined && role !== -1) await scene.join(player, projectId, role);
  // Nothing can be set up in the name of somebody who cannot log in.
  const call = await each.call({ scene, caller: caller.refused ? scene.root : player, projectId });
  return scene.send(caller.credential, call);
}

/** `granted`, or status, code and the reason, if one is given. */
function outcome({ status, ruledOut }: Case, answer: Answer): string {
  if (answer.status === status || answer.status === ruledOut) return 'granted';
  if (answer.text === '') return String(answer.status);
  const { error_code, error_msg } = refusalOf(answer);
  const [reason] = /User: .*$/.exec(error_msg) ?? [];
  const kind = reason?.replace(
    /(?<= on resource: )(?:iam::\w+:)?(project|user|group|policy)[: ]\w+/,
    '$1',
  );
  return [answer.status, error_code, kind].filter((part) => part !== undefined).join(' ');
}
