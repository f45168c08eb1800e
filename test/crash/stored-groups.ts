import { DatabaseSync } from 'node:sqlite';
import type { FirstCredentials } from '../../src/domain/installation/index.ts';
import { defaultTreeLimits, type TreeKinds, treeKinds } from '../../src/domain/tree/index.ts';
import { openFileStore } from '../../src/storage/index.ts';
import { treeFaults } from '../properties/tree-faults.ts';

/** The kinds of groups as `serve.ts` has them. */
export const kinds: TreeKinds = treeKinds(defaultTreeLimits);

/** What a database that no server holds has kept of a project's groups. */
export interface StoredGroups {
  readonly names: ReadonlySet<string>;
  /** What contradicts itself in the trees, and ids of groups that the audit does not tell of once. */
  readonly faults: readonly string[];
}

/** Opens the database as a server would, and reads it. */
export async function storedGroups(
  file: string,
  project: Pick<FirstCredentials, 'domainId' | 'projectId'>,
): Promise<StoredGroups> {
  const { domainId, projectId } = project;
  const store = openFileStore(file);
  try {
    const names = new Set<string>();
    const faults: string[] = [];
    for (const kind of Object.values(kinds)) {
      const tree = { domainId, projectId, kind: kind.name };
      const nodes = await store.read((records) => records.tree.listTree(tree));
      for (const { name } of nodes) names.add(name);
      faults.push(...(await treeFaults(store, kind, project)));
    }
    return { names, faults: [...faults, ...withoutAudit(file)] };
  } finally {
    await store.close();
  }
}

/** Groups that have not exactly one line in the audit about their making. */
function withoutAudit(file: string): string[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const found = database
      .prepare(`
        with made as (
          select resource, count(*) as lines from audit where action like '%:createGroup'
          group by resource
        )
        select id from nodes left join made on made.resource =
          case when length(nodes.id) = 32 then 'build-task-group/' else 'repository-group/' end || nodes.id
        where lines is not 1`)
      .all();
    return found.map(({ id }) => `the audit does not tell once of ${id}`);
  } finally {
    database.close();
  }
}
