import { Command } from 'commander';
import {
  type AccessKey,
  createAccessKey,
  deleteAccessKey,
  setAccessKeyEnabled,
  userNamed,
} from '../domain/access/index.ts';
import { type Desk, dataCommand } from './on-data.ts';

/** `atelier key`: access keys, at most two a user. */
export function keyCommand(): Command {
  return new Command('key')
    .description('create, list, disable and remove access keys')
    .addCommand(
      dataCommand(
        'create <user>',
        'create a key and show its secret',
        async (desk, name: string) => {
          const { key, secretKey } = await desk.store.write(async (records) => {
            const user = await userNamed(records, desk.grant, name);
            return createAccessKey(records, desk.grant, desk.vault, user, desk.now);
          });
          return [{ user: name, access_key: key.accessKey, secret_key: secretKey }];
        },
      ),
    )
    .addCommand(dataCommand('list [user]', 'list the keys of a user, or of all', listed))
    .addCommand(
      dataCommand('disable <access-key>', 'switch a key off', (desk, key: string) =>
        switched(desk, key, false),
      ),
    )
    .addCommand(
      dataCommand('enable <access-key>', 'switch a key on again', (desk, key: string) =>
        switched(desk, key, true),
      ),
    )
    .addCommand(
      dataCommand('remove <access-key>', 'remove a key', async (desk, key: string) => {
        await desk.store.write((records) => deleteAccessKey(records, desk.grant, key, desk.now));
        return [];
      }).alias('delete'),
    );
}

/** Last uses as far as a server has written them down, which it does every few minutes. */
async function listed({ store, grant }: Desk, name?: string) {
  const { domainId } = grant.principal;
  return store.read(async (records) => {
    const users =
      name === undefined
        ? await records.access.listUsers(domainId)
        : [await userNamed(records, grant, name)];
    const names = new Map(users.map((user) => [user.id, user.name]));
    const keys = await records.access.listAccessKeys(domainId);
    const uses = await records.access.listKeyUses(domainId);
    return keys
      .filter((key) => names.has(key.userId))
      .map((key) => shown(key, names.get(key.userId) ?? '', uses.get(key.accessKey)));
  });
}

async function switched({ store, grant, now }: Desk, accessKey: string, enabled: boolean) {
  await store.write((records) => setAccessKeyEnabled(records, grant, accessKey, enabled, now));
  return [{ access_key: accessKey, enabled }];
}

function shown({ accessKey, enabled, createdAt }: AccessKey, user: string, usedAt?: number) {
  return {
    user,
    access_key: accessKey,
    enabled,
    created_at: new Date(createdAt).toISOString(),
    last_used: usedAt === undefined ? 'never' : new Date(usedAt).toISOString(),
  };
}
