import { openProject, type ProjectGrant } from '../../src/domain/projects/index.ts';
import type { Records } from '../../src/domain/store.ts';
import {
  createNode,
  defaultTreeLimits,
  deleteNode,
  treeKinds,
} from '../../src/domain/tree/index.ts';
import { type OpenData, openBeside, openData } from '../../src/open-data.ts';
import { type Caller, joinedProject, newData, operatorOf } from './caller.ts';

/** Repository groups, spread evenly over `crowdProjects` projects, all directly under them. */
export interface Crowd {
  readonly caller: Caller;
  readonly projectIds: readonly string[];
  /** How many groups there are. */
  readonly groups: number;
  /** The highest id given out; the next group gets the number after it. */
  readonly lastId: number;
  /** Some of them, from everywhere. */
  readonly some: readonly { readonly projectId: string; readonly id: string }[];
}

export const crowdProjects = 100;
const kind = treeKinds(defaultTreeLimits).repositoryGroup;
const groupsPerTransaction = 10_000;
const groupsPerLine = 100_000;

/** Makes a data directory with the projects and no group yet. */
export function prepareCrowd(directory: string): Promise<Crowd> {
  return newData({ directory }, async ({ store }, caller, making) => {
    const projectIds = await store.write(async (records) => {
      const made: string[] = [];
      for (let i = 0; i < crowdProjects; i++) {
        made.push((await joinedProject(records, caller, `bench ${i}`, making)).project.id);
      }
      return made;
    });
    return { caller, projectIds, groups: 0, lastId: 0, some: [] };
  });
}

/**
 * Fills the projects up to `groups` groups in all, through the domain, a few of each project in
 * turn. Nobody may serve the data meanwhile.
 */
export async function growCrowd(
  directory: string,
  crowd: Crowd,
  groups: number,
  progress: (text: string) => void,
): Promise<Crowd> {
  const data = await openData({ data: { directory }, regions: [crowd.caller.region], fixed: {} });
  try {
    let grown = crowd;
    while (grown.groups < groups) {
      const count = Math.min(groupsPerTransaction, groups - grown.groups);
      grown = await data.store.write((records) => add(records, data, grown, count));
      if (grown.groups % groupsPerLine === 0) progress(`${grown.groups} of ${groups} groups`);
    }
    return grown;
  } finally {
    await data.close();
  }
}

async function add(
  records: Records,
  { ids, clock }: Pick<OpenData, 'ids' | 'clock'>,
  crowd: Crowd,
  count: number,
): Promise<Crowd> {
  const { caller, projectIds, groups } = crowd;
  const making = { ids, now: clock.now() };
  const each = count / projectIds.length;
  const made: { projectId: string; id: string }[] = [];
  for (const projectId of projectIds) {
    const within = await openProject(records, operatorOf(caller), projectId);
    for (let i = 0; i < each; i++) {
      const name = `group-${String(groups + i).padStart(8, '0')}`;
      made.push({ projectId, id: (await createNode(records, within, kind, { name }, making)).id });
    }
  }
  const some = made.filter((_group, i) => i % Math.ceil(each / 10) === 0);
  return {
    ...crowd,
    groups: groups + made.length,
    lastId: Number(made.at(-1)?.id),
    some: [...crowd.some, ...some],
  };
}

/**
 * Deletes, beside the running server, groups created since: those with the `count` ids after
 * `lastId`. Answers the last id that was used.
 */
export async function thin(
  directory: string,
  { caller }: Crowd,
  lastId: number,
  count: number,
): Promise<number> {
  const data = await openBeside({ directory });
  try {
    const now = data.clock.now();
    return await data.store.write(async (records) => {
      const grants = new Map<string, ProjectGrant>();
      let last = lastId;
      for (let id = lastId + 1; id <= lastId + count; id++) {
        const node = await records.tree.findNode(caller.domainId, kind.name, String(id));
        // Requests that wrk had no answer to when its time was over may not have been done.
        if (!node) continue;
        const { projectId } = node;
        const operator = operatorOf(caller);
        const within = grants.get(projectId) ?? (await openProject(records, operator, projectId));
        grants.set(projectId, within);
        await deleteNode(records, within, kind, node.id, now);
        last = id;
      }
      return last;
    });
  } finally {
    await data.close();
  }
}
