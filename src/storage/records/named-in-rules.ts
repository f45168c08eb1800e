import type { NamedInRulesRecords } from '../../domain/repositories/index.ts';
import { type Connection, query, queryFamily } from '../query.ts';
import { listed, placesFor, type ValueList, valueList } from '../value-lists.ts';
import { memberColumns, memberOf } from './project-members.ts';

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

export function namedInRulesRecords(connection: Connection): NamedInRulesRecords {
  return {
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
