import type { FirstCredentials } from '../../src/domain/installation/index.ts';
import { defaultTreeLimits, type TreeKinds, treeKinds } from '../../src/domain/tree/index.ts';
import { treeFaults } from '../properties/tree-faults.ts';
import type { KeptData } from './kept-data.ts';

/** The kinds of groups as `serve.ts` has them. */
export const kinds: TreeKinds = treeKinds(defaultTreeLimits);

/** What is kept of a project's groups. */
export interface StoredGroups {
  readonly names: ReadonlySet<string>;
  /** What contradicts itself in the trees, and ids of groups that the audit does not tell of once. */
  readonly faults: readonly string[];
}

/** Opens what is kept as a server would, and reads it. */
export async function storedGroups(
  kept: KeptData,
  project: Pick<FirstCredentials, 'domainId' | 'projectId'>,
): Promise<StoredGroups> {
  const { domainId, projectId } = project;
  const store = await kept.open();
  try {
    const names = new Set<string>();
    const faults: string[] = [];
    for (const kind of [kinds.buildTaskGroup, kinds.repositoryGroup]) {
      const tree = { domainId, projectId, kind: kind.name };
      const nodes = await store.read((records) => records.tree.listTree(tree));
      for (const { name } of nodes) names.add(name);
      faults.push(...(await treeFaults(store, kind, project)));
    }
    return { names, faults: [...faults, ...(await withoutAudit(kept))] };
  } finally {
    await store.close();
  }
}

/** Groups that have not exactly one line in the audit about their making. */
async function withoutAudit(kept: KeptData): Promise<string[]> {
  const found = await kept.rows(`
    with made as (
      select resource, count(*) as lines from audit where action like '%:createGroup'
      group by resource
    )
    select id from nodes left join made on made.resource =
      case when length(nodes.id) = 32 then 'build-task-group/' else 'repository-group/' end || nodes.id
    where lines is distinct from 1`);
  return found.map(({ id }) => `the audit does not tell once of ${id}`);
}
