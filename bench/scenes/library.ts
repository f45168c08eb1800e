import { createNode, defaultTreeLimits, treeKinds } from '../../src/domain/tree/index.ts';
import { type Caller, joinedProject, newData } from './caller.ts';

/** Groups to read. */
export interface Library {
  readonly caller: Caller;
  /** Has as many build task groups as a project may have. */
  readonly projectId: string;
  /** A repository group with `subgroups` groups in it. */
  readonly groupId: string;
}

export const subgroups = 100;
/** The default limit of a project. */
export const buildGroups = defaultTreeLimits.buildGroupsPerProject;
const topGroups = 10;
const groupsInEach = 4;

/** Makes a data directory with groups to read. */
export function prepareLibrary(directory: string): Promise<Library> {
  const kinds = treeKinds(defaultTreeLimits);
  return newData({ directory }, ({ store }, caller, making) =>
    store.write(async (records) => {
      const within = await joinedProject(records, caller, 'bench', making);
      const create = (
        kind: 'buildTaskGroup' | 'repositoryGroup',
        name: string,
        parentId?: string,
      ) =>
        createNode(
          records,
          within,
          kinds[kind],
          parentId === undefined ? { name } : { name, parentId },
          making,
        );
      let left = buildGroups;
      const grow = async (name: string, parentId?: string) => {
        if (left === 0) return undefined;
        left -= 1;
        return (await create('buildTaskGroup', name, parentId)).id;
      };
      // Three levels, as deep as the default limit lets them be.
      for (let i = 0; i < topGroups; i++) {
        const top = await grow(`Product ${i}`);
        for (let j = 0; j < groupsInEach; j++) {
          const middle = await grow(`Component ${j}`, top);
          for (let k = 0; k < groupsInEach; k++) await grow(`Variant ${k}`, middle);
        }
      }
      const parent = await create('repositoryGroup', 'Parent');
      for (let i = 0; i < subgroups; i++) {
        await create('repositoryGroup', `TG${String(i).padStart(8, '0')}`, parent.id);
      }
      return { caller, projectId: within.project.id, groupId: parent.id };
    }),
  );
}
