import { sql } from 'kysely';
import type {
  LevelSettings,
  Place,
  ProtectedRefRule,
  RefKind,
  SettingsRecords,
} from '../../domain/repositories/index.ts';
import { nodeKey, topKey } from '../node-keys.ts';
import { type Connection, firstRow, query, queryFamily } from '../query.ts';
import type { Tables } from '../tables.ts';
import { containing } from '../text-search.ts';
import { listed, placesFor, type ValueList, valueList } from '../value-lists.ts';
import { memberColumns, memberOf } from './projects.ts';
import { nextOf } from './sequences.ts';
import { plantedTree, treeNumber } from './trees.ts';

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

const protectedRefsOver = query((db, p: { topKey: number; key: number }) =>
  db.selectFrom('protected_refs').selectAll().where('node_key', 'in', [p.topKey, p.key]),
);

interface RefListParams {
  readonly key: number;
  readonly kind: RefKind;
  readonly pattern: string;
}

const listProtectedRefs = query((db, p: RefListParams & { offset: number; limit: number }) =>
  db
    .selectFrom('protected_refs')
    .selectAll()
    .where('node_key', '=', p.key)
    .where('kind', '=', p.kind)
    .where(sql<boolean>`lower(name) like ${p.pattern} escape '\\'`)
    .orderBy('name')
    .limit(p.limit)
    .offset(p.offset),
);

const countProtectedRefs = query((db, p: RefListParams) =>
  db
    .selectFrom('protected_refs')
    .select(sql<number>`count(*)`.as('total'))
    .where('node_key', '=', p.key)
    .where('kind', '=', p.kind)
    .where(sql<boolean>`lower(name) like ${p.pattern} escape '\\'`),
);

const insertProtectedRef = query((db, p: Tables['protected_refs']) =>
  db
    .insertInto('protected_refs')
    .values({
      node_key: p.node_key,
      kind: p.kind,
      name: p.name,
      number: p.number,
      actions: p.actions,
    })
    .onConflict((conflict) => conflict.doNothing()),
);

const changeProtectedRef = query(
  (db, p: { key: number; kind: RefKind; name: string; actions: string }) =>
    db
      .updateTable('protected_refs')
      .set({ actions: p.actions })
      .where('node_key', '=', p.key)
      .where('kind', '=', p.kind)
      .where('name', '=', p.name),
);

const deleteProtectedRef = query((db, p: { key: number; kind: RefKind; name: string }) =>
  db
    .deleteFrom('protected_refs')
    .where('node_key', '=', p.key)
    .where('kind', '=', p.kind)
    .where('name', '=', p.name),
);

const membersByNumbers = queryFamily((places) =>
  query((db, p: ValueList & { domainId: string; projectId: string }) =>
    db
      .selectFrom('users as u')
      .innerJoin('project_members as m', (join) =>
        join.onRef('m.domain_id', '=', 'u.domain_id').onRef('m.user_id', '=', 'u.id'),
      )
      .select(memberColumns)
      .where('u.domain_id', '=', p.domainId)
      .where('m.project_id', '=', p.projectId)
      .where('u.number', 'in', listed<number>(p, 'user', Number(places))),
  ),
);

const userGroupsByNumbers = queryFamily((places) =>
  query((db, p: ValueList & { domainId: string }) =>
    db
      .selectFrom('user_groups')
      .select(['number', 'name'])
      .where('domain_id', '=', p.domainId)
      .where('number', 'in', listed<number>(p, 'group', Number(places))),
  ),
);

/** The key under which the settings of a place are kept, undefined where it never had any. */
async function keyOf(connection: Connection, { tree, node }: Place): Promise<number | undefined> {
  if (node) return node.key;
  const number = await treeNumber(connection, tree);
  return number && nodeKey(number, 0);
}

export function settingsRecords(connection: Connection): SettingsRecords {
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
    async protectedRefsOver({ key }) {
      const rows = await connection.rows(protectedRefsOver, { key, topKey: topKey(key) });
      return rows.map((row) => ({ ...ruleOf(row), own: row.node_key === key }));
    },
    async listProtectedRefs(place, kind, search, page) {
      const key = await keyOf(connection, place);
      if (key === undefined) return { items: [], total: 0 };
      const params = { key, kind, pattern: containing(search ?? '') };
      const rows = await connection.rows(listProtectedRefs, { ...params, ...page });
      const counted = await firstRow(connection, countProtectedRefs, params);
      return { items: rows.map(ruleOf), total: counted?.total ?? 0 };
    },
    async insertProtectedRef({ tree, node }, { kind, name, actions }) {
      const node_key = node?.key ?? nodeKey(await plantedTree(connection, tree), 0);
      const number = await nextOf(connection, 'protected-ref');
      const row = { node_key, kind, name, number, actions: JSON.stringify(actions) };
      return (await connection.changes(insertProtectedRef, row)) === 1 ? number : undefined;
    },
    async changeProtectedRef({ key }, { kind, name, actions }) {
      const changed = { key, kind, name, actions: JSON.stringify(actions) };
      await connection.changes(changeProtectedRef, changed);
    },
    async deleteProtectedRef({ key }, kind, name) {
      await connection.changes(deleteProtectedRef, { key, kind, name });
    },
    async namedByNumbers(domainId, projectId, users, userGroups) {
      const members = users.length
        ? await connection.rows(membersByNumbers(String(placesFor(users.length))), {
            ...valueList('user', users),
            domainId,
            projectId,
          })
        : [];
      const groups = userGroups.length
        ? await connection.rows(userGroupsByNumbers(String(placesFor(userGroups.length))), {
            ...valueList('group', userGroups),
            domainId,
          })
        : [];
      return { users: members.map(memberOf), userGroups: groups };
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

function ruleOf({ number, kind, name, actions }: Tables['protected_refs']): ProtectedRefRule {
  return { number, kind, name, actions: JSON.parse(actions) };
}

const flag = (value: boolean | undefined) => (value === undefined ? null : Number(value));
const truth = (value: number | null) => (value === null ? undefined : value === 1);
