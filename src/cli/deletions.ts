import type { Command } from 'commander';
import { openProject } from '../domain/projects/index.ts';
import {
  listDeletions,
  purgeDeletion,
  restoreDeletion,
  type TreeKinds,
} from '../domain/tree/index.ts';
import { type Desk, dataCommand } from './on-data.ts';
import { treeKindsOf, withTreeOptions } from './settings.ts';
import { wholeList } from './whole-list.ts';

const dayMs = 24 * 3600_000;
const everything = { offset: 0, limit: wholeList.limit };

/** A command that changes trees, and so knows the limits that the server has for them. */
export function treeCommand<Words extends readonly (string | undefined)[]>(
  ...command: Parameters<typeof dataCommand<Words>>
): Command {
  return withTreeOptions(dataCommand(...command));
}

/** The commands on what was deleted of a kind and can be restored. */
export function deletionCommands(kindName: keyof TreeKinds): Command[] {
  return [
    treeCommand(
      'deleted <project-id>',
      'list what was deleted and can be restored',
      async (desk, projectId: string) => {
        const { kind, since } = about(desk, kindName);
        const { items } = await desk.store.read(async (records) => {
          const within = await openProject(records, desk.grant, projectId);
          return listDeletions(records, within, kind, since, everything);
        });
        return items.map(({ node, nodes, at, userName }) => ({
          id: node.id,
          type: node.type,
          path: node.namePath,
          count: nodes,
          deleted_at: new Date(at).toISOString(),
          restorable_until: new Date(at + desk.now - since).toISOString(),
          deleted_by: userName,
        }));
      },
    ),
    treeCommand(
      'restore <project-id> <group-id> [name]',
      'restore a deleted group with all that was below it, under another name where one is given',
      async (desk, projectId: string, id: string, name: string | undefined) => {
        const { kinds, kind, since } = about(desk, kindName);
        const place = name === undefined ? {} : { name };
        const times = { since, now: desk.now };
        const restored = await desk.store.write(async (records) => {
          const within = await openProject(records, desk.grant, projectId);
          return restoreDeletion(records, within, kinds, kind, id, place, times);
        });
        const { node, nodes, madePrivate } = restored;
        return [{ id: node.id, path: node.namePath, restored: nodes, made_private: madePrivate }];
      },
    ),
    treeCommand(
      'purge <project-id> <group-id>',
      'end the time in which a deleted group can be restored',
      async (desk, projectId: string, id: string) => {
        const { kinds, kind, since } = about(desk, kindName);
        await desk.store.write(async (records) => {
          const within = await openProject(records, desk.grant, projectId);
          return purgeDeletion(records, within, kinds, kind, id, { since, now: desk.now });
        });
        return [];
      },
    ),
  ];
}

function about({ options, now }: Desk, kindName: keyof TreeKinds) {
  const kinds = treeKindsOf(options);
  const since = now - Number(options.deletedDays) * dayMs;
  return { kinds, kind: kinds[kindName], since };
}
