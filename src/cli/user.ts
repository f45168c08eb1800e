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
      dataCommand('create <name>', 'create a user and show their password', created)
        .option('--description <text>', 'what the user is for', '')
        .option('--no-password', 'without a password: only keys let the user in'),
    )
    .addCommand(
      dataCommand('list', 'list the users', async ({ store, grant }) => {
        const { domainId } = grant.principal;
        return store.read(async (records) => {
          const users = await records.access.listUsers(domainId);
          const profiles = await records.access.listLoginProfiles(domainId);
          const withPassword = new Set(profiles.map(({ userId }) => userId));
          return users.map((user) => ({ ...shown(user), password: withPassword.has(user.id) }));
        });
      }),
    )
    .addCommand(dataCommand('show <name>', 'show a user and when they last logged in', details))
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

async function created(desk: Desk, name: string) {
  const description = String(desk.options.description);
  const password = desk.options.password ? newPassword() : undefined;
  const secret =
    password === undefined ? {} : { passwordHash: await desk.passwords.hash(password) };
  const user = await desk.store.write((records) =>
    createUser(records, desk.grant, { name, description, ...secret }, desk),
  );
  return [{ ...shown(user), ...(password === undefined ? {} : { password }) }];
}

async function details({ store, grant }: Desk, name: string) {
  return store.read(async (records) => {
    const user = await userNamed(records, grant, name);
    const { domainId, id } = user;
    const login = await records.access.findLastLogin(domainId, id);
    const profile = await records.access.findLoginProfile(domainId, id);
    return [
      {
        ...shown(user),
        password: profile !== undefined,
        created_at: new Date(user.createdAt).toISOString(),
        last_login: login === undefined ? 'never' : new Date(login).toISOString(),
        description: user.description,
      },
    ];
  });
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
