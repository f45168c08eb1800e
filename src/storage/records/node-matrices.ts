import { sql } from 'kysely';
import type { MatrixRecords } from '../../domain/tree/index.ts';
import { kindCode } from '../kind-codes.ts';
import { numbersPerTree } from '../node-keys.ts';
import { type Connection, query, queryFamily, rememberedQuery } from '../query.ts';
import { listed, placesFor, type ValueList, valueList } from '../value-lists.ts';
import { raiseVersion } from './trees.ts';

/** Of the trees of so many projects. Asked with nearly every change, and nearly always in vain. */
const matricesOf = queryFamily((places) =>
  rememberedQuery(
    (db, p: ValueList & { domainId: string; kind: number }) =>
      db
        .selectFrom('trees as t')
        .innerJoin('node_matrices as m', (join) =>
          join
            .on('m.node_key', '>=', sql<number>`t.tree * ${sql.lit(numbersPerTree)}`)
            .on('m.node_key', '<', sql<number>`(t.tree + 1) * ${sql.lit(numbersPerTree)}`),
        )
        .select(['m.node_id', 'm.changes'])
        .where('t.domain_id', '=', p.domainId)
        .where('t.kind', '=', p.kind)
        .where('t.project_id', 'in', listed<string>(p, 'project', Number(places))),
    'always',
  ),
);

const keepMatrix = query((db, p: { key: number; id: string; changes: string }) =>
  db
    .insertInto('node_matrices')
    .values({ node_key: p.key, node_id: p.id, changes: p.changes })
    .onConflict((conflict) => conflict.column('node_key').doUpdateSet({ changes: p.changes })),
);

const anyMatrix = queryFamily((whose) =>
  query((db, p: { domainId: string; userId: string }) => {
    const all = db
      .selectFrom('trees as t')
      .innerJoin('node_matrices as m', (join) =>
        join.on('t.tree', '=', sql<number>`m.node_key / ${sql.lit(numbersPerTree)}`),
      )
      // Of what was deleted the matrix is kept, too.
      .innerJoin('nodes as n', 'n.id', 'm.node_id')
      .select('m.node_id')
      .where('t.domain_id', '=', p.domainId)
      .limit(1);
    if (whose === 'all') return all;
    return all
      .innerJoin('project_members as me', (join) =>
        join.onRef('me.domain_id', '=', 't.domain_id').onRef('me.project_id', '=', 't.project_id'),
      )
      .where('me.user_id', '=', p.userId);
  }),
);

export function matrixRecords(connection: Connection): MatrixRecords {
  return {
    async matricesOf(trees) {
      const [first] = trees;
      if (!first) return new Map();
      const { domainId, kind } = first;
      const projects = [...new Set(trees.map(({ projectId }) => projectId))].toSorted();
      const rows = await connection.rows(matricesOf(String(placesFor(projects.length))), {
        ...valueList('project', projects),
        domainId,
        kind: kindCode(kind),
      });
      return new Map(rows.map((row) => [row.node_id, JSON.parse(row.changes)]));
    },
    async keepMatrix(node, changes) {
      const { key, id } = node;
      await connection.changes(keepMatrix, { key, id, changes: JSON.stringify(changes) });
      await raiseVersion(connection, node);
    },
    async hasMatrices(domainId, userId, root) {
      const whose = root ? 'all' : 'own';
      return (await connection.rows(anyMatrix(whose), { domainId, userId })).length > 0;
    },
  };
}
