import { createNode, defaultTreeLimits, treeKinds } from '../../src/domain/tree/index.ts';
import type { DataLocation } from '../../src/open-data.ts';
import { type Caller, joinedProject, newData } from './caller.ts';

/** A CodeArts project to create groups in, with one build task group in it already. */
export interface Site {
  readonly projectId: string;
  readonly parentId: string;
}

/** Many projects that the caller may create groups in. */
export interface Sites {
  readonly caller: Caller;
  readonly sites: readonly Site[];
}

/** Each project gets this many groups besides the one it has: within the default limit of 200. */
const groupsPerSite = 180;
/** So many projects are in use at the same time. */
const sitesInUse = 32;

/** Makes data with so many projects. */
export function prepareSites(location: DataLocation, projects: number): Promise<Sites> {
  const kind = treeKinds(defaultTreeLimits).buildTaskGroup;
  return newData(location, async ({ store }, caller, making) => {
    const sites = await store.write(async (records) => {
      const made: Site[] = [];
      for (let i = 0; i < projects; i++) {
        const within = await joinedProject(records, caller, `bench ${i}`, making);
        const parent = await createNode(records, within, kind, { name: 'Parent' }, making);
        made.push({ projectId: within.project.id, parentId: parent.id });
      }
      return made;
    });
    return { caller, sites: scattered(sites) };
  });
}

/** Where the group with that serial number is created, so that no project gets too many. */
export function siteOf(sites: readonly Site[], serial: number): Site {
  const block = Math.floor(serial / (groupsPerSite * sitesInUse));
  const site = sites[block * sitesInUse + (serial % sitesInUse)];
  if (!site) throw new Error('the bench has filled all its projects: prepare more of them');
  return site;
}

/** Projects used one after the other are no neighbours in any index, as in life. */
function scattered(sites: readonly Site[]): Site[] {
  // A prime, so that every site comes up once.
  const stride = 1543;
  return sites.map((site, i) => sites[(i * stride) % sites.length] ?? site);
}
