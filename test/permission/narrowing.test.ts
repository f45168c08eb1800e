import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type AskedResource,
  authorizeInAccount,
  principalOf,
  type Requirement,
} from '../../src/domain/access/index.ts';
import { Problem } from '../../src/domain/kernel/index.ts';
import { openScene, type Player, type Scene } from './scene.ts';

let scene: Scene;
let allowed: Player;
let bare: Player;
beforeAll(async () => {
  scene = await openScene();
  [allowed, bare] = [await scene.player(), await scene.player()];
  await scene.allow(allowed, 'a:*:*');
});
afterAll(() => scene.close());

const document = (Version: string, ...Statement: object[]) =>
  JSON.stringify({ Version, Statement });
const allow = (action: string) => ({ Effect: 'Allow', Action: [action] });
const deny = (action: string) => ({ Effect: 'Deny', Action: [action] });

/** Whether a caller gets through, or how the refusal goes on after the resource. */
async function outcome(
  player: Player,
  narrowedBy: string | undefined,
  requirement: Requirement,
): Promise<string> {
  const principal = principalOf(player.user, player.domainName);
  const caller = narrowedBy === undefined ? principal : { ...principal, narrowedBy };
  const origin = { requestId: '', address: 'test' };
  try {
    await scene.world.server.data.store.read((records) =>
      authorizeInAccount(records, caller, requirement, origin),
    );
    return 'granted';
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.reason.replace(/^.* on resource: /, '');
  }
}

describe('a narrowed credential', () => {
  const must = { action: 'a:b:c', policy: 'must-allow' } as const;
  const may = { action: 'a:b:c', policy: 'may-deny' } as const;
  const none = '* because no session policy allows the a:b:c action.';
  const denied = '* with an explicit deny in a session policy.';

  test.each<[string, string | undefined, string, string]>([
    ['nothing', undefined, 'granted', 'granted'],
    ['an allow of it', document('5.0', allow('a:b:c')), 'granted', 'granted'],
    ['an older allow of it', document('1.1', allow('a:b:*')), 'granted', 'granted'],
    ['an allow of another', document('5.0', allow('a:b:d')), none, none],
    ['a deny of it', document('5.0', allow('a:*:*'), deny('a:b:c')), denied, denied],
    ['a deny of another', document('5.0', allow('a:*:*'), deny('a:b:d')), 'granted', 'granted'],
  ])('narrowed by %s', async (_name, narrowedBy, ofMust, ofMay) => {
    for (const player of [scene.root, allowed]) {
      expect(await outcome(player, narrowedBy, must)).toBe(ofMust);
      expect(await outcome(player, narrowedBy, may)).toBe(ofMay);
    }
  });

  test('has no right that its user lacks', async () => {
    expect(await outcome(bare, document('5.0', allow('*')), must)).toBe(
      '* because no identity-based policy allows the a:b:c action.',
    );
  });
});

test('an alias of the action is as good as its name', async () => {
  const requirement = { action: 'new:x:do', aliases: ['a:b:old'], policy: 'must-allow' } as const;
  expect(await outcome(allowed, undefined, requirement)).toBe('granted');
  const denied = await scene.player();
  await scene.allow(denied, 'new:x:do');
  await scene.deny(denied, 'a:b:old');
  expect(await outcome(denied, undefined, requirement)).toMatch(/^\* with an explicit deny /);
});

describe('a resource', () => {
  const asked = (urn: string | undefined): AskedResource & { asked: number } => ({
    asNamed: 'iam::acc:user:0123',
    asked: 0,
    urn() {
      this.asked += 1;
      return Promise.resolve(urn);
    },
  });
  const on = (resource: AskedResource): Requirement => ({
    action: 'a:b:c',
    policy: 'must-allow',
    resource,
  });
  const narrowed = document('5.0', { ...allow('a:b:c'), Resource: ['iam:::user:ann'] });

  test('is matched by its URN, and told as the caller named it', async () => {
    expect(await outcome(allowed, narrowed, on(asked('iam::acc:user:ann')))).toBe('granted');
    const refused = 'iam::acc:user:0123 because no session policy allows the a:b:c action.';
    expect(await outcome(allowed, narrowed, on(asked('iam::acc:user:bo')))).toBe(refused);
    // One that is not there looks the same as one that they may not touch.
    expect(await outcome(allowed, narrowed, on(asked(undefined)))).toBe(refused);
  });

  test('is looked up only where a policy tells resources apart', async () => {
    const [unneeded, needed] = [asked('iam::acc:user:ann'), asked('iam::acc:user:ann')];
    await outcome(allowed, undefined, on(unneeded));
    await outcome(allowed, narrowed, on(needed));
    expect([unneeded.asked, needed.asked]).toEqual([0, 1]);
  });
});
