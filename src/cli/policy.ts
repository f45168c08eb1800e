import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import {
  attachPolicy,
  createPolicy,
  createPolicyVersion,
  deletePolicy,
  deletePolicyVersion,
  detachFromAll,
  detachPolicy,
  listPolicies,
  listPolicyVersions,
  type Policy,
  type PolicyVersion,
  policyNamed,
  policyVersion,
  setDefaultPolicyVersion,
  userGroupNamed,
  userNamed,
} from '../domain/access/index.ts';
import { UsageError } from './failure.ts';
import { type Desk, dataCommand } from './on-data.ts';
import { wholeList } from './whole-list.ts';

/** `atelier policy`: identity policies, their versions and whom they hold for. */
export function policyCommand(): Command {
  const command = new Command('policy').description(
    'create, change, list, attach, detach and remove identity policies',
  );
  for (const each of [...policies(), ...versions(), ...attachments()]) command.addCommand(each);
  return command;
}

function policies(): Command[] {
  return [
    dataCommand(
      'create <policy> <file>',
      'store a policy document (JSON, Version 5.0; - for standard input)',
      async (desk, name: string, file: string) => {
        const document = textOf(file);
        const policy = await desk.store.write((records) =>
          createPolicy(records, desk.grant, { name, document }, desk),
        );
        return [shown(policy, 0)];
      },
    ),
    dataCommand('list', "list the policies, the account's own and the system's", (desk) =>
      desk.store.read(async (records) => {
        const wanted = { pathPrefix: '', onlyAttached: false };
        const all = await listPolicies(records, desk.grant, wanted, wholeList);
        return all.map((policy) => shown(policy, policy.attachmentCount));
      }),
    ),
    dataCommand('show <policy>', 'show the document that holds', (desk, name: string) =>
      desk.store.read(async (records) => {
        const policy = await policyNamed(records, desk.grant, name);
        return [shownVersion(policy, await policyVersion(records, policy, policy.defaultVersion))];
      }),
    ),
    dataCommand(
      'remove <policy>',
      'remove a policy and its attachments',
      async (desk, name: string) => {
        await desk.store.write(async (records) => {
          const policy = await policyNamed(records, desk.grant, name);
          if (policy.type === 'custom') await detachFromAll(records, desk.grant, policy, desk.now);
          await deletePolicy(records, desk.grant, policy, desk.now);
        });
        return [];
      },
    ),
  ];
}

function versions(): Command[] {
  return [
    dataCommand(
      'update <policy> <file>',
      'store a new version of the document, which holds from now on',
      async (desk, name: string, file: string) => {
        const document = textOf(file);
        return desk.store.write(async (records) => {
          const policy = await policyNamed(records, desk.grant, name);
          const wanted = { document, setAsDefault: true };
          const made = await createPolicyVersion(records, desk.grant, policy, wanted, desk.now);
          return [shownVersion({ defaultVersion: made.version }, made)];
        });
      },
    ),
    dataCommand('versions <policy>', 'list the versions, newest first', (desk, name: string) =>
      desk.store.read(async (records) => {
        const policy = await policyNamed(records, desk.grant, name);
        const all = await listPolicyVersions(records, policy);
        return all.map((version) => shownVersion(policy, version));
      }),
    ),
    dataCommand(
      'set-default <policy> <version>',
      'let another version hold',
      (desk, name: string, version: string) =>
        withVersion(desk, name, version, setDefaultPolicyVersion),
    ),
    dataCommand(
      'remove-version <policy> <version>',
      'remove a version that does not hold',
      (desk, name: string, version: string) =>
        withVersion(desk, name, version, deletePolicyVersion),
    ),
  ];
}

function attachments(): Command[] {
  return [
    dataCommand(
      'attach <policy> <user>',
      'hold a user to a policy',
      (desk, policy: string, user: string) => withUser(desk, policy, user, attachPolicy),
    ),
    dataCommand(
      'attach-group <policy> <group>',
      'hold all users of a group to a policy',
      (desk, policy: string, group: string) => withGroup(desk, policy, group, attachPolicy),
    ),
    dataCommand(
      'detach <policy> <user>',
      'release a user from a policy',
      (desk, policy: string, user: string) => withUser(desk, policy, user, detachPolicy),
    ),
    dataCommand(
      'detach-group <policy> <group>',
      'release a group from a policy',
      (desk, policy: string, group: string) => withGroup(desk, policy, group, detachPolicy),
    ),
  ];
}

async function withUser(
  { store, grant, now }: Desk,
  policyName: string,
  userName: string,
  act: typeof attachPolicy,
) {
  await store.write(async (records) => {
    const policy = await policyNamed(records, grant, policyName);
    await act(records, grant, policy, await userNamed(records, grant, userName), now);
  });
  return [];
}

async function withGroup(
  { store, grant, now }: Desk,
  policyName: string,
  groupName: string,
  act: typeof attachPolicy,
) {
  await store.write(async (records) => {
    const policy = await policyNamed(records, grant, policyName);
    await act(records, grant, policy, await userGroupNamed(records, grant, groupName), now);
  });
  return [];
}

async function withVersion(
  { store, grant, now }: Desk,
  policyName: string,
  version: string,
  act: typeof setDefaultPolicyVersion,
) {
  const number = Number(/^v?(\d{1,9})$/.exec(version)?.[1]);
  if (Number.isNaN(number)) throw new UsageError(`a version is v and a number, not ${version}`);
  await store.write(async (records) => {
    const policy = await policyNamed(records, grant, policyName);
    await act(records, grant, policy, await policyVersion(records, policy, number), now);
  });
  return [];
}

function textOf(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function shown({ type, name, id, defaultVersion }: Policy, attached: number) {
  return { name, type, policy_id: id, version: `v${defaultVersion}`, attached };
}

function shownVersion(
  { defaultVersion }: Pick<Policy, 'defaultVersion'>,
  { version, createdAt, document }: PolicyVersion,
) {
  return {
    version: `v${version}`,
    default: version === defaultVersion,
    created_at: new Date(createdAt).toISOString(),
    document,
  };
}
