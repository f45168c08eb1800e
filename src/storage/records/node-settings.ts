import { sql } from 'kysely';
import type { LevelSettings, NodeSettingsRecords } from '../../domain/repositories/index.ts';
import { topKey } from '../node-keys.ts';
import { type Connection, query, queryFamily } from '../query.ts';
import type { Tables } from '../tables.ts';
import { listed, placesFor, type ValueList, valueList } from '../value-lists.ts';

const settingColumns = [
  's.fork_disabled',
  's.branch_names',
  's.tag_names',
  's.pre_merge_refs',
  's.watermark',
] as const;

/** Of nodes by their ids, and of their project. */
const settingsAlong = queryFamily((places) =>
  query((db, p: ValueList & { topKey: number }) =>
    db
      .selectFrom('nodes as n')
      .innerJoin('node_settings as s', 's.node_key', 'n.key')
      .select([sql<string | null>`n.id`.as('node_id'), ...settingColumns])
      .where('n.id', 'in', listed<string>(p, 'node', Number(places)))
      .unionAll(
        db
          .selectFrom('node_settings as s')
          .select([sql<string | null>`null`.as('node_id'), ...settingColumns])
          .where('s.node_key', '=', p.topKey),
      ),
  ),
);

const keepSettings = query((db, p: Tables['node_settings']) => {
  const { node_key, ...values } = settingValues(p);
  return db
    .insertInto('node_settings')
    .values({ node_key, ...values })
    .onConflict((conflict) => conflict.column('node_key').doUpdateSet(values));
});

/** Each value by name: what stands for them in a query has no properties of its own. */
function settingValues(p: Tables['node_settings']): Tables['node_settings'] {
  return {
    node_key: p.node_key,
    fork_disabled: p.fork_disabled,
    branch_names: p.branch_names,
    tag_names: p.tag_names,
    pre_merge_refs: p.pre_merge_refs,
    watermark: p.watermark,
  };
}

export function nodeSettingsRecords(connection: Connection): NodeSettingsRecords {
  return {
    async settingsAlong(node) {
      const ids = node.path.split('.');
      const params = { ...valueList('node', ids), topKey: topKey(node.key) };
      const rows = await connection.rows(settingsAlong(String(placesFor(ids.length))), params);
      return rows.map(levelOf);
    },
    async keepSettings({ key }, own) {
      await connection.changes(keepSettings, {
        node_key: key,
        fork_disabled: flag(own.forkDisabled),
        branch_names: own.branchNames ?? null,
        tag_names: own.tagNames ?? null,
        pre_merge_refs: flag(own.preMergeRefs),
        watermark: flag(own.watermark),
      });
    },
  };
}

function levelOf(
  row: Omit<Tables['node_settings'], 'node_key'> & { readonly node_id: string | null },
): LevelSettings {
  return {
    nodeId: row.node_id,
    forkDisabled: truth(row.fork_disabled),
    branchNames: row.branch_names ?? undefined,
    tagNames: row.tag_names ?? undefined,
    preMergeRefs: truth(row.pre_merge_refs),
    watermark: truth(row.watermark),
  };
}

const flag = (value: boolean | undefined) => (value === undefined ? null : Number(value));
const truth = (value: number | null) => (value === null ? undefined : value === 1);
