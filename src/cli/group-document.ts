import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { readBody } from '../contract/read-input.ts';
import { openProject } from '../domain/projects/index.ts';
import { exportGroups, importGroups } from '../domain/repositories/index.ts';
import {
  anyGroupDocument,
  readDocument,
  writtenDocument,
} from '../facades/atelier/documents/group-document.ts';
import { treeCommand } from './deletions.ts';
import { UsageError } from './failure.ts';
import { treeKindsOf } from './settings.ts';

/** The commands on all groups of a project as one JSON document. */
export function documentCommands(): Command[] {
  return [
    treeCommand(
      'export <project-id> <file>',
      'write all groups and repositories of a project, without their content, to a new file',
      async ({ store, grant, options }, projectId: string, file: string) => {
        const document = await store.read(async (records) =>
          exportGroups(records, await openProject(records, grant, projectId), treeKindsOf(options)),
        );
        const text = `${JSON.stringify(writtenDocument(document), null, 2)}\n`;
        await writeFile(file, text, { flag: 'wx' }).catch((error: Error) => {
          throw new UsageError(`${file} cannot be written: ${error.message}`);
        });
        const { buildTaskGroups, repositoryGroups } = document;
        return [
          {
            file,
            build_task_groups: buildTaskGroups.length,
            repository_groups: repositoryGroups.filter(({ type }) => type === 'group').length,
            repositories: repositoryGroups.filter(({ type }) => type === 'repository').length,
          },
        ];
      },
    ),
    treeCommand(
      'import <project-id> <file>',
      'make all groups and, empty, all repositories of such a file, or none',
      async (desk, projectId: string, file: string) => {
        const document = readDocument(readBody(anyGroupDocument, await jsonIn(file)));
        return [
          {
            ...(await importGroups(
              desk.store,
              desk.repositories,
              (records) => openProject(records, desk.grant, projectId),
              treeKindsOf(desk.options),
              document,
              desk,
            )),
          },
        ];
      },
    ),
  ];
}

async function jsonIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file} cannot be read as JSON: ${(error as Error).message}`);
  }
}
