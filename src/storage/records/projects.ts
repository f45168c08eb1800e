import { sql } from 'kysely';
import type {
  Project,
  ProjectWithCreator,
  SingleProjectRecords,
} from '../../domain/projects/index.ts';
import { type Connection, firstRow, query, rememberedQuery } from '../query.ts';
import type { Tables } from '../tables.ts';
import { nextOf } from './sequences.ts';

/** What `withCreator` reads of the creator of a project. */
export const creatorColumns = [
  'creator.name as creator_name',
  'creator.nick_name as creator_nick_name',
  'creator.number as creator_number',
] as const;

/** What joins the creator to a project. */
export const creatorOfProject = sql<boolean>`creator.domain_id = projects.domain_id
  and creator.id = projects.creator_id`;

const insertProject = query((db, p: Project) =>
  db
    .insertInto('projects')
    .values({
      domain_id: p.domainId,
      id: p.id,
      number: p.number,
      name: p.name,
      description: p.description,
      type: p.type,
      creator_id: p.creatorId,
      created_at: p.createdAt,
      updated_at: p.updatedAt,
    })
    .onConflict((conflict) => conflict.doNothing()),
);
const findProject = rememberedQuery(
  (db, p: { domainId: string; projectId: string; userId: string }) =>
    db
      .selectFrom('projects')
      .leftJoin('project_members as me', (join) =>
        join
          .onRef('me.domain_id', '=', 'projects.domain_id')
          .onRef('me.project_id', '=', 'projects.id')
          .on('me.user_id', '=', p.userId),
      )
      .leftJoin('users as creator', (join) => join.on(creatorOfProject))
      .selectAll('projects')
      .select(creatorColumns)
      .select('me.role_id as my_role_id')
      .where('projects.domain_id', '=', p.domainId)
      .where('projects.id', '=', p.projectId),
);
const findByName = query((db, p: { domainId: string; name: string }) =>
  db
    .selectFrom('projects')
    .select('id')
    .where('domain_id', '=', p.domainId)
    .where('name', '=', p.name),
);
const updateProject = query((db, p: Project) =>
  db
    .updateTable('projects')
    .set({ name: p.name, description: p.description, updated_at: p.updatedAt })
    .where('domain_id', '=', p.domainId)
    .where('id', '=', p.id),
);

export function singleProjectRecords(connection: Connection): SingleProjectRecords {
  return {
    nextProjectNumber: () => nextOf(connection, 'project'),
    async insertProject(project) {
      return (await connection.changes(insertProject, project)) === 1;
    },
    async findProject(domainId, projectId, userId) {
      const row = await firstRow(connection, findProject, { domainId, projectId, userId });
      return row && { project: withCreator(row), roleId: row.my_role_id ?? undefined };
    },
    async isNameTaken(domainId, name) {
      return (await firstRow(connection, findByName, { domainId, name })) !== undefined;
    },
    async updateProject(project) {
      const { domainId, id, name } = project;
      const holder = await firstRow(connection, findByName, { domainId, name });
      if (holder && holder.id !== id) return false;
      await connection.changes(updateProject, project);
      return true;
    },
  };
}

/** The project of a row with the `creatorColumns`. */
export function withCreator(
  row: Tables['projects'] & {
    creator_name: string | null;
    creator_nick_name: string | null;
    creator_number: number | null;
  },
): ProjectWithCreator {
  return {
    domainId: row.domain_id,
    id: row.id,
    number: row.number,
    name: row.name,
    description: row.description,
    type: row.type,
    creatorId: row.creator_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    // The creator may be gone since.
    creatorName: row.creator_name ?? '',
    creatorNickName: row.creator_nick_name ?? '',
    creatorNumber: row.creator_number ?? 0,
  };
}
