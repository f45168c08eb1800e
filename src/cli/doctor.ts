import { existsSync } from 'node:fs';
import { Command } from 'commander';
import type { DataLocation } from '../open-data.ts';
import { examineDirectory, examineKeyDirectory } from './examine-directory.ts';
import { type Finding, failure, ok, warning } from './finding.ts';
import { type DataSettings, dataLocation, withDataOptions } from './settings.ts';

/** `atelier doctor`: looks at data and host, and changes nothing; exit code 1 for a failure. */
export function doctorCommand(): Command {
  return withDataOptions(new Command('doctor'))
    .description('check the data and the host, beside a running server or without one')
    .option('--fsck', 'have git read all that is in the repositories, too', false)
    .option('--json', 'print JSON', false)
    .action(async (settings: DataSettings & { fsck: boolean; json: boolean }) => {
      const findings = await examine(dataLocation(settings), settings.fsck);
      const text = settings.json
        ? JSON.stringify(findings, null, 2)
        : findings.map(lineOf).join('\n');
      process.stdout.write(`${text}\n`);
      if (findings.some(({ state }) => state === 'failure')) process.exitCode = 1;
    });
}

async function examine(location: DataLocation, withObjects: boolean): Promise<Finding[]> {
  const { directory, database } = location;
  const programs = [ok('node', process.version), await examineGit()];
  if (!existsSync(directory)) {
    const advice = 'name another with --data, or make it with atelier init or serve';
    return [...programs, failure('data directory', `there is none at ${directory}`, advice)];
  }
  if (database !== undefined) {
    const { examinePostgres } = await import('./examine-postgres.ts');
    const found = await examinePostgres({ ...location, database }, withObjects);
    return [...programs, ...examineKeyDirectory(directory), ...found];
  }
  const { examineFile } = await import('./examine-file.ts');
  return [
    ...programs,
    ...examineDirectory(directory),
    ...(await examineFile(location, withObjects)),
  ];
}

async function examineGit(): Promise<Finding> {
  const { defaultGitLimits, GitProgram } = await import('../runtime/git/index.ts');
  try {
    return ok('git', await new GitProgram(defaultGitLimits).version());
  } catch (error) {
    const advice = 'without it repositories can be neither cloned nor pushed to';
    return warning('git', (error as Error).message, advice);
  }
}

function lineOf({ check, state, found, advice }: Finding): string {
  const line = `${state.padEnd(8)} ${check.padEnd(15)} ${found}`;
  return advice === undefined ? line : `${line}: ${advice}`;
}
