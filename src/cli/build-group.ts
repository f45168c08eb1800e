import { Command } from 'commander';
import { deletionCommands } from './deletions.ts';

/** `atelier build-group`: deleted build task groups. */
export function buildGroupCommand(): Command {
  const command = new Command('build-group').description('restore deleted build task groups');
  for (const each of deletionCommands('buildTaskGroup')) command.addCommand(each);
  return command;
}
