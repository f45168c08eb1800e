import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { RepositoryFacts } from '../domain/repositories/index.ts';
import type { DataLocation } from '../open-data.ts';
import { eachAtOnce } from '../runtime/at-once.ts';
import { dataDirectoryAt } from '../runtime/data-directory.ts';
import {
  branchPrefix,
  defaultGitLimits,
  GitProgram,
  readHead,
  repositoriesIn,
  repositoryPath,
} from '../runtime/git/index.ts';
import type { Inspection } from '../storage/index.ts';
import { type Finding, failure, ok, restore, warning } from './finding.ts';
import { storedRepositories, theRepositories } from './stored-repositories.ts';

const askedAtOnce = 100;

/** What is wrong with a repository. */
type Fault = 'missing' | 'damaged' | 'otherHead';

/**
 * Whether each repository has its place among the files, and each place there its repository;
 * `withObjects`: git reads all that is in them, too.
 */
export async function examineRepositories(
  inspection: Inspection,
  { directory, repositories }: DataLocation,
  withObjects: boolean,
): Promise<Finding[]> {
  const root = repositories ?? dataDirectoryAt(directory).repositories;
  try {
    return await examine(inspection, root, withObjects);
  } catch (error) {
    const { name, message, syscall } = error as NodeJS.ErrnoException;
    if (name !== 'GitUnavailable' && syscall === undefined) throw error;
    return [failure('repositories', `not looked at: ${message}`, 'see to it, and ask again')];
  }
}

async function examine(
  inspection: Inspection,
  root: string,
  withObjects: boolean,
): Promise<Finding[]> {
  const git = new GitProgram(defaultGitLimits);
  // Places before rows: files of a new repository are there before its row.
  const unclaimed = new Set(await repositoriesIn(root));
  const faulty: Record<Fault, string[]> = { missing: [], damaged: [], otherHead: [] };
  let count = 0;
  for await (const portion of storedRepositories(inspection)) {
    const faults = await eachAtOnce(availableParallelism(), portion, (each) =>
      faultOf(repositoryPath(root, each.uuid), each, withObjects ? git : undefined),
    );
    for (const [i, { uuid }] of portion.entries()) {
      const fault = faults[i];
      if (fault) faulty[fault].push(uuid);
      unclaimed.delete(uuid);
    }
    count += portion.length;
  }
  const foreign = await unknownAmong(inspection, root, [...unclaimed]);
  const findings = [
    ...told(faulty.missing, (which) =>
      failure('repositories', `${which} without files, or without a HEAD, in ${root}`, restore),
    ),
    ...told(faulty.damaged, (which) =>
      failure('repositories', `${which} with missing or damaged objects or refs`, restore),
    ),
    ...told(faulty.otherHead, (which) =>
      warning(
        'repositories',
        `${which} with a HEAD that is not the default branch`,
        'set the default branch again',
      ),
    ),
    ...told(foreign, (which) =>
      warning('repositories', `${which} in ${root} that the database does not know`, keep),
    ),
  ];
  if (findings.length > 0) return findings;
  return [ok('repositories', `${count}, ${withObjects ? 'each whole' : 'each with its files'}`)];
}

const keep = "keep them elsewhere if they are no other database's";

async function faultOf(
  path: string,
  { defaultBranch }: RepositoryFacts,
  git: GitProgram | undefined,
): Promise<Fault | undefined> {
  const head = await readHead(path);
  if (head === undefined) return 'missing';
  if (git && !(await git.isWhole(path))) return 'damaged';
  return head === branchPrefix + defaultBranch ? undefined : 'otherHead';
}

/** Those of which the database does not even know that they are to be removed. */
async function unknownAmong(inspection: Inspection, root: string, uuids: readonly string[]) {
  const unknown: string[] = [];
  for (let i = 0; i < uuids.length; i += askedAtOnce) {
    const some = uuids.slice(i, i + askedAtOnce);
    const known = await inspection.read(({ repositories }) => repositories.unneededAmong(some));
    unknown.push(...some.filter((uuid) => !known.includes(uuid)));
  }
  // They may have been removed this very moment.
  return unknown.filter((uuid) => existsSync(repositoryPath(root, uuid)));
}

const told = (uuids: readonly string[], finding: (which: string) => Finding): Finding[] =>
  uuids.length === 0 ? [] : [finding(theRepositories(uuids))];
