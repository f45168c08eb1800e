import { Command } from 'commander';
import {
  createUser,
  deleteUser,
  newPassword,
  setPassword,
  setUserEnabled,
  type User,
  userNamed,
} from '../domain/access/index.ts';
import { type Desk, dataCommand } from './on-data.ts';

/** `atelier user`: the users of the account. */
export function userCommand(): Command {
  return new Command('user')
    .description('create, list and remove users; set passwords')
    .addCommand(
      dataCommand(
        'create <name>',
        'create a user and show their password',
        async (desk, name: string) => {
          const password = newPassword();
          const passwordHash = await desk.passwords.hash(password);
          const user = await desk.store.write((records) =>
            createUser(records, desk.grant, { name, passwordHash }, desk),
          );
          return [{ ...shown(user), password }];
        },
      ),
    )
    .addCommand(
      dataCommand('list', 'list the users', async ({ store, grant }) => {
        const { domainId } = grant.principal;
        return (await store.read((records) => records.access.listUsers(domainId))).map(shown);
      }),
    )
    .addCommand(
      dataCommand(
        'password <name>',
        'set a new password and show it',
        async (desk, name: string) => {
          const password = newPassword();
          const passwordHash = await desk.passwords.hash(password);
          await desk.store.write(async (records) => {
            const user = await userNamed(records, desk.grant, name);
            await setPassword(records, desk.grant, user, passwordHash, desk.now);
          });
          return [{ name, password }];
        },
      ),
    )
    .addCommand(
      dataCommand('disable <name>', 'keep a user out', (desk, name: string) =>
        switched(desk, name, false),
      ),
    )
    .addCommand(
      dataCommand('enable <name>', 'let a user in again', (desk, name: string) =>
        switched(desk, name, true),
      ),
    )
    .addCommand(
      dataCommand('remove <name>', 'remove a user with their keys', async (desk, name: string) => {
        await desk.store.write(async (records) => {
          const user = await userNamed(records, desk.grant, name);
          await deleteUser(records, desk.grant, user, desk.now);
        });
        return [];
      }),
    );
}

async function switched({ store, grant, now }: Desk, name: string, enabled: boolean) {
  const user = await store.write(async (records) => {
    const found = await userNamed(records, grant, name);
    await setUserEnabled(records, grant, found, enabled, now);
    return { ...found, enabled };
  });
  return [shown(user)];
}

function shown({ name, id, number, root, enabled }: User) {
  return { name, user_id: id, number, root, enabled };
}
