import { Command } from 'commander';
import { Problem } from '../domain/kernel/index.ts';
import { openProject } from '../domain/projects/index.ts';
import { type NodeChange, updateNode } from '../domain/tree/index.ts';
import { deletionCommands, treeCommand } from './deletions.ts';
import { UsageError } from './failure.ts';
import { documentCommands } from './group-document.ts';
import { type Desk, dataCommand } from './on-data.ts';
import { treeKindsOf } from './settings.ts';

/** `atelier repository-group`: what the vendor's API lacks for them. */
export function repositoryGroupCommand(): Command {
  const command = new Command('repository-group')
    .description('rename, move, hide, restore, export and import repository groups')
    .addCommand(
      dataCommand(
        'list <project-id>',
        'list the groups and repositories of a project',
        async (desk, projectId: string) => {
          const { domainId } = desk.grant.principal;
          const nodes = await desk.store.read(async (records) => {
            await openProject(records, desk.grant, projectId);
            return records.tree.listTree({ domainId, projectId, kind: 'repository-group' });
          });
          return nodes
            .toSorted((a, b) => (a.namePath < b.namePath ? -1 : 1))
            .map(({ id, type, namePath, visibility, creatorName }) => ({
              id: Number(id),
              type,
              path: namePath,
              visibility: visibility ?? '',
              owner: creatorName,
            }));
        },
      ),
    )
    .addCommand(
      treeCommand(
        'rename <group-id> <name>',
        'rename a group; former clone addresses lead on',
        (desk, id: string, name: string) => change(desk, id, { name }),
      ),
    )
    .addCommand(
      treeCommand(
        'move <group-id> <parent-id>',
        'hang a group under another one, or under "top"; all ids stay',
        (desk, id: string, parent: string) =>
          change(desk, id, { parentId: parent === 'top' ? null : parent }),
      ),
    )
    .addCommand(
      treeCommand(
        'visibility <group-id> <visibility>',
        'make a group public, or private with all that is below it',
        (desk, id: string, visibility: string) => {
          if (visibility !== 'public' && visibility !== 'private') {
            throw new UsageError(`a group is public or private, not ${visibility}`);
          }
          return change(desk, id, { visibility });
        },
      ),
    );
  const others = [...deletionCommands('repositoryGroup'), ...documentCommands()];
  for (const each of others) command.addCommand(each);
  return command;
}

async function change({ store, grant, now, options }: Desk, id: string, wanted: NodeChange) {
  const kind = treeKindsOf(options).repositoryGroup;
  const { node, madePrivate } = await store.write(async (records) => {
    const found = await records.tree.findNode(grant.principal.domainId, kind.name, id);
    if (!found) {
      const reason = `there is no repository group ${id}`;
      throw new Problem('not-found', { subject: kind.subject, field: 'id', reason });
    }
    const within = await openProject(records, grant, found.projectId);
    return updateNode(records, within, kind, id, wanted, now);
  });
  return [
    {
      id: Number(node.id),
      path: node.namePath,
      visibility: node.visibility ?? '',
      made_private: madePrivate,
    },
  ];
}
