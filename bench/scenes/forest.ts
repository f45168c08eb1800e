import { openProject, type ProjectGrant } from '../../src/domain/projects/index.ts';
import type { Records } from '../../src/domain/store.ts';
import {
  createNode,
  defaultTreeLimits,
  deleteNode,
  restoreDeletion,
  treeKinds,
  updateNode,
} from '../../src/domain/tree/index.ts';
import { openData } from '../../src/open-data.ts';
import { type Caller, joinedProject, newData, operatorOf } from './caller.ts';

/** Repository groups of one project, in trees of `treeSize`. */
export interface Forest {
  readonly caller: Caller;
  readonly projectId: string;
  readonly topIds: readonly string[];
}

const branches = 27;
const leaves = 36;
/** A top group, its branches and their leaves: 1,000. */
export const treeSize = 1 + branches + branches * leaves;
const kinds = treeKinds(defaultTreeLimits);
const kind = kinds.repositoryGroup;

/** Makes a data directory with one project that has so many trees. */
export function prepareForest(directory: string, trees: number): Promise<Forest> {
  return newData({ directory }, async ({ store }, caller, making) => {
    const projectId = await store.write(
      async (records) => (await joinedProject(records, caller, 'bench', making)).project.id,
    );
    const topIds: string[] = [];
    for (let i = 0; i < trees; i++) {
      topIds.push(
        await store.write(async (records) => {
          const within = await openProject(records, operatorOf(caller), projectId);
          const create = async (name: string, parentId?: string) => {
            const wanted = parentId === undefined ? { name } : { name, parentId };
            return (await createNode(records, within, kind, wanted, making)).id;
          };
          const top = await create(`tree-${i}`);
          for (let j = 0; j < branches; j++) {
            const branch = await create(`branch-${j}`, top);
            for (let k = 0; k < leaves; k++) await create(`leaf-${k}`, branch);
          }
          return top;
        }),
      );
    }
    return { caller, projectId, topIds };
  });
}

/** What is done to a whole tree, by the id of its top group. */
type Change = (records: Records, within: ProjectGrant, id: string, now: number) => Promise<unknown>;

export const changes = {
  rename: (records, within, id, now) =>
    updateNode(records, within, kind, id, { name: `renamed-${id}` }, now),
  delete: (records, within, id, now) => deleteNode(records, within, kind, id, now),
  restore: (records, within, id, now) =>
    restoreDeletion(records, within, kinds, kind, id, {}, { since: 0, now }),
} satisfies Record<string, Change>;

/** Hangs trees under a group. */
export function moveUnder(parentId: string): Change {
  return (records, within, id, now) => updateNode(records, within, kind, id, { parentId }, now);
}

/** Changes the trees one after the other, each durably. Milliseconds, and of them in the work itself. */
export async function timeChanges(
  directory: string,
  { caller, projectId }: Forest,
  topIds: readonly string[],
  change: Change,
): Promise<{ durable: number[]; work: number[] }> {
  const data = await openData({ data: { directory }, regions: [caller.region], fixed: {} });
  const durable: number[] = [];
  const work: number[] = [];
  try {
    for (const id of topIds) {
      const began = performance.now();
      await data.store.write(async (records) => {
        const within = await openProject(records, operatorOf(caller), projectId);
        const started = performance.now();
        await change(records, within, id, data.clock.now());
        work.push(performance.now() - started);
      });
      durable.push(performance.now() - began);
    }
  } finally {
    await data.close();
  }
  return { durable, work };
}
