import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import {
  attachPolicy,
  createPolicy,
  deletePolicy,
  detachPolicy,
  type Policy,
  policyNamed,
  userNamed,
} from '../domain/access/index.ts';
import { UsageError } from './failure.ts';
import { type Desk, dataCommand } from './on-data.ts';

/** `atelier policy`: identity policies and whom they hold for. */
export function policyCommand(): Command {
  return new Command('policy')
    .description('create, list, attach, detach and remove identity policies')
    .addCommand(
      dataCommand(
        'create <name> <file>',
        'store a policy document (JSON, Version 5.0; - for standard input)',
        async (desk, name: string, file: string) => {
          const document = textOf(file);
          const policy = await desk.store.write((records) =>
            createPolicy(records, desk.grant, { name, document }, desk),
          );
          return [shown(policy)];
        },
      ),
    )
    .addCommand(
      dataCommand('list', 'list the policies', async ({ store, grant }) => {
        const { domainId } = grant.principal;
        return (await store.read((records) => records.access.listPolicies(domainId))).map(shown);
      }),
    )
    .addCommand(
      dataCommand(
        'attach <policy> <user>',
        'hold a user to a policy',
        (desk, policy: string, user: string) => withBoth(desk, policy, user, attachPolicy),
      ),
    )
    .addCommand(
      dataCommand(
        'detach <policy> <user>',
        'release a user from a policy',
        (desk, policy: string, user: string) => withBoth(desk, policy, user, detachPolicy),
      ),
    )
    .addCommand(
      dataCommand(
        'remove <policy>',
        'remove a policy and its attachments',
        async (desk, name: string) => {
          await desk.store.write(async (records) => {
            const policy = await policyNamed(records, desk.grant, name);
            await deletePolicy(records, desk.grant, policy, desk.now);
          });
          return [];
        },
      ),
    );
}

async function withBoth(
  { store, grant, now }: Desk,
  policyName: string,
  userName: string,
  act: typeof attachPolicy,
) {
  await store.write(async (records) => {
    const policy = await policyNamed(records, grant, policyName);
    const user = await userNamed(records, grant, userName);
    await act(records, grant, policy, user, now);
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

function shown({ name, id, createdAt }: Policy) {
  return { name, policy_id: id, created_at: new Date(createdAt).toISOString() };
}
