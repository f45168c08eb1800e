import { sql } from 'kysely';
import type { MemberCountRecords } from '../../domain/tree/index.ts';
import { numbersPerTree } from '../node-keys.ts';
import { type Connection, query, queryFamily, rememberedQuery } from '../query.ts';
import { listed, placesFor, type ValueList, valueList } from '../value-lists.ts';
import { hasRole } from './node-roles.ts';

/** Of each project how many have joined it, and how many of them with a role that opens all its nodes. */
const projectMembers = queryFamily((key) => {
  const [places, roles] = JSON.parse(key) as [number, number[]];
  return rememberedQuery((db, p: ValueList) =>
    db
      .selectFrom('project_members as m')
      .select([
        'm.project_id',
        sql<number>`count(*)`.as('members'),
        sql<number>`sum(case when ${hasRole('m.role_id', roles)} then 1 else 0 end)`.as('opening'),
      ])
      .where('m.domain_id', '=', p.domainId as string)
      .where('m.project_id', 'in', listed<string>(p, 'project', places))
      .groupBy('m.project_id'),
  );
});

/**
 * Owners and members of nodes whose role in the project does not make them members of it all. Cross
 * joins keep SQLite from going through all people of a project.
 */
const membersByNodes = queryFamily((key) => {
  const [places, roles] = JSON.parse(key) as [number, number[]];
  return query((db, p: ValueList) => {
    const nodes = db
      .selectFrom('nodes as n')
      .crossJoin('trees as t')
      .where('n.id', 'in', listed<string>(p, 'node', places))
      .where(sql<boolean>`t.tree = n.key / ${sql.lit(numbersPerTree)}`);
    const isOther = (column: string) =>
      sql<boolean>`m.domain_id = t.domain_id and m.project_id = t.project_id
        and m.user_id = ${sql.ref(column)} and not ${hasRole('m.role_id', roles)}`;
    return nodes
      .crossJoin('project_members as m')
      .where(isOther('n.creator_id'))
      .select(['n.id', 'm.user_id'])
      .union(
        nodes
          .crossJoin('node_members as g')
          .crossJoin('project_members as m')
          .where('g.node_key', '=', sql<number>`n.key`)
          .where(isOther('g.user_id'))
          .select(['n.id', 'm.user_id']),
      )
      .union(
        nodes
          .crossJoin('node_user_groups as i')
          .crossJoin('user_group_members as g')
          .crossJoin('project_members as m')
          .where('i.node_key', '=', sql<number>`n.key`)
          .where(sql<boolean>`g.domain_id = i.domain_id and g.user_group_id = i.user_group_id`)
          .where(isOther('g.user_id'))
          .select(['n.id', 'm.user_id']),
      );
  });
});

export function memberCountRecords(connection: Connection): MemberCountRecords {
  return {
    async countMembers(nodes, openingRoles) {
      const [first] = nodes;
      if (!first) return new Map();
      const projects = [...new Set(nodes.map(({ projectId }) => projectId))];
      const joined = await connection.rows(
        projectMembers(JSON.stringify([placesFor(projects.length), openingRoles])),
        { domainId: first.domainId, ...valueList('project', projects) },
      );
      const inProjects = new Map(joined.map((row) => [row.project_id, Number(row.opening)]));
      const byNode = new Map<string, string[]>();
      // In most projects there are no others, and nothing to look for.
      if (joined.some(({ members, opening }) => members > Number(opening))) {
        const ids = [...new Set(nodes.flatMap(({ path }) => path.split('.')))];
        const others = membersByNodes(JSON.stringify([placesFor(ids.length), openingRoles]));
        for (const { id, user_id } of await connection.rows(others, valueList('node', ids))) {
          byNode.set(id, [...(byNode.get(id) ?? []), user_id]);
        }
      }
      return new Map(
        nodes.map(({ id, path, projectId }) => {
          const onPath = new Set(path.split('.').flatMap((each) => byNode.get(each) ?? []));
          return [id, (inProjects.get(projectId) ?? 0) + onPath.size];
        }),
      );
    },
  };
}
