import { Command } from 'commander';
import {
  addToGroup,
  createUserGroup,
  deleteUserGroup,
  removeFromGroup,
  type UserGroup,
  userGroupNamed,
  userNamed,
} from '../domain/access/index.ts';
import { type Desk, dataCommand } from './on-data.ts';
import { wholeList } from './whole-list.ts';

/** `atelier group`: the user groups of the account and who is in them. */
export function groupCommand(): Command {
  return new Command('group')
    .description('create, list and remove user groups, and say who is in them')
    .addCommand(
      dataCommand(
        'create <group> [description]',
        'create a user group',
        async (desk, name: string, description: string | undefined) => {
          const wanted = { name, description: description ?? '' };
          const group = await desk.store.write((records) =>
            createUserGroup(records, desk.grant, wanted, desk),
          );
          return [shown(group, 0)];
        },
      ),
    )
    .addCommand(
      dataCommand('list', 'list the groups', async ({ store, grant }) => {
        const { domainId } = grant.principal;
        const groups = await store.read((records) =>
          records.access.listUserGroups(domainId, undefined, wholeList),
        );
        return groups.map((group) => shown(group, group.userCount));
      }),
    )
    .addCommand(
      dataCommand(
        'remove <group>',
        'remove a group; its users stay',
        async (desk, name: string) => {
          await desk.store.write(async (records) => {
            const group = await userGroupNamed(records, desk.grant, name);
            await deleteUserGroup(records, desk.grant, group, desk.now);
          });
          return [];
        },
      ),
    )
    .addCommand(
      dataCommand(
        'add <group> <user>',
        'put a user in a group',
        (desk, group: string, user: string) => withBoth(desk, group, user, addToGroup),
      ),
    )
    .addCommand(
      dataCommand(
        'remove-user <group> <user>',
        'take a user out of a group',
        (desk, group: string, user: string) => withBoth(desk, group, user, removeFromGroup),
      ),
    )
    .addCommand(
      dataCommand(
        'members <group>',
        'list the users in a group',
        async ({ store, grant }, name: string) => {
          const users = await store.read(async (records) => {
            const { domainId, id } = await userGroupNamed(records, grant, name);
            return records.access.listUsersOfGroup(domainId, id, wholeList);
          });
          return users.map(({ id, name: user, enabled }) => ({ user, user_id: id, enabled }));
        },
      ),
    );
}

async function withBoth(
  { store, grant, now }: Desk,
  groupName: string,
  userName: string,
  act: typeof addToGroup,
) {
  await store.write(async (records) => {
    const group = await userGroupNamed(records, grant, groupName);
    const user = await userNamed(records, grant, userName);
    await act(records, grant, group, user, now);
  });
  return [];
}

function shown({ name, id, description }: UserGroup, users: number) {
  return { name, user_group_id: id, users, description };
}
