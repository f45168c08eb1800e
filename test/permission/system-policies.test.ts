import { describe, expect, test } from 'vitest';
import { evaluate } from '../../src/domain/access/policy.ts';
import { systemPolicies } from '../../src/domain/access/system-policies.ts';
import { services } from '../../src/main.ts';

const rows = services.flatMap(({ operations }) =>
  operations.flatMap(({ permission: { row } }) =>
    row.action === undefined ? [] : [{ action: row.action, level: row.accessLevel }],
  ),
);
const actions = [...new Set(rows.map(({ action }) => action))];
const prefixes = [...new Set(actions.map((action) => action.split(':')[0] ?? ''))];

/** Which of all declared actions a system policy allows. */
function allowedBy(name: string): string[] {
  const policy = systemPolicies.filter((each) => each.name === name);
  expect(policy).toHaveLength(1);
  const asked = (action: string) => ({
    actions: [action.toLowerCase()],
    resource: undefined,
    keys: () => undefined,
  });
  return actions.filter((action) => evaluate(policy, asked(action)).effect === 'allowed');
}

/** What the policies of a service's actions are called. */
const products: Readonly<Record<string, string>> = {
  codeartsbuild: 'CodeArtsBuild',
  codeartsrepo: 'CodeArtsRepo',
  codeartsreq: 'CodeArtsReq',
  iam: 'IAM',
  sts: 'STS',
  atelier: 'Atelier',
};

test('every service has its pair of policies, and each an id of its own', () => {
  expect(prefixes.sort()).toEqual(Object.keys(products).sort());
  const names = Object.values(products).flatMap((product) => [
    `${product}FullAccessPolicy`,
    `${product}ReadOnlyPolicy`,
  ]);
  expect(systemPolicies.map(({ name }) => name).sort()).toEqual(['FullAccessV5', ...names].sort());
  expect(new Set(systemPolicies.map(({ id }) => id)).size).toBe(systemPolicies.length);
  expect(systemPolicies.filter(({ id }) => !/^0{28}\d{4}$/.test(id))).toEqual([]);
});

test('full access to everything is that', () => {
  expect(allowedBy('FullAccessV5')).toEqual(actions);
});

describe.each(Object.entries(products))('%s', (prefix, product) => {
  test('full access is to all actions of the service and no other', () => {
    const own = actions.filter((action) => action.startsWith(`${prefix}:`));
    expect(allowedBy(`${product}FullAccessPolicy`)).toEqual(own);
  });

  test('read-only access is to those that are declared to list or read', () => {
    const reading = rows.filter(({ level }) => level === 'List' || level === 'Read');
    const own = reading.map(({ action }) => action).filter((each) => each.startsWith(`${prefix}:`));
    expect(allowedBy(`${product}ReadOnlyPolicy`)).toEqual([...new Set(own)]);
  });
});
