import { Command } from 'commander';
import { userNamed } from '../domain/access/index.ts';
import {
  addMember,
  changeRoles,
  givenRoles,
  openProject,
  type ProjectRole,
  projectRole,
  removeMember,
} from '../domain/projects/index.ts';
import { UsageError } from './failure.ts';
import { dataCommand } from './on-data.ts';

const everyone = { offset: 0, limit: 1_000_000 };

/** `atelier member`: who takes part in a CodeArts project, and as what. */
export function memberCommand(): Command {
  return new Command('member')
    .description('add, list and remove members of a project, and change their roles')
    .addCommand(
      dataCommand(
        'add <project-id> <user> <role>',
        `add a user; roles: ${givenRoles.map((role) => `${role.id} ${role.name}`).join(', ')}`,
        async (desk, projectId: string, name: string, roleText: string) => {
          const role = roleNamed(roleText);
          await desk.store.write(async (records) => {
            const within = await openProject(records, desk.grant, projectId);
            const user = await userNamed(records, desk.grant, name);
            await addMember(records, within, { userId: user.id, roleId: role.id }, desk.now);
          });
          return [shown(name, role)];
        },
      ),
    )
    .addCommand(
      dataCommand(
        'role <project-id> <user> <role>',
        'give a member another role',
        async (desk, projectId: string, name: string, roleText: string) => {
          const role = roleNamed(roleText);
          await desk.store.write(async (records) => {
            const within = await openProject(records, desk.grant, projectId);
            const user = await userNamed(records, desk.grant, name);
            await changeRoles(records, within, [{ userId: user.id }], role.id, desk.now);
          });
          return [shown(name, role)];
        },
      ),
    )
    .addCommand(
      dataCommand('list <project-id>', 'list the members', async (desk, projectId: string) => {
        const { domainId } = desk.grant.principal;
        const { items } = await desk.store.read(async (records) => {
          await openProject(records, desk.grant, projectId);
          return records.projects.listMembers(domainId, projectId, everyone);
        });
        return items.map(({ userName, userId, roleId, enabled }) => ({
          user: userName,
          user_id: userId,
          role_id: roleId,
          role: projectRole(roleId)?.name ?? '',
          enabled,
        }));
      }),
    )
    .addCommand(
      dataCommand(
        'remove <project-id> <user>',
        'remove a member',
        async (desk, projectId: string, name: string) => {
          await desk.store.write(async (records) => {
            const within = await openProject(records, desk.grant, projectId);
            const user = await userNamed(records, desk.grant, name);
            await removeMember(records, within, user.id, desk.now);
          });
          return [];
        },
      ),
    );
}

function shown(user: string, role: ProjectRole) {
  return { user, role_id: role.id, role: role.name };
}

/** A role that members are given, by its number or its name. */
function roleNamed(text: string): ProjectRole {
  const role = givenRoles.find(
    ({ id, name }) => String(id) === text || name.toLowerCase() === text.toLowerCase(),
  );
  if (role) return role;
  throw new UsageError(`there is no role ${text} to give`);
}
