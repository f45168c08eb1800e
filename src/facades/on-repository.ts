import type { Permission } from '../contract/operation.ts';
import { int32, maxInt32, Type } from '../contract/schema.ts';
import {
  authorizeOnRepository,
  type OnRepository,
  type RepositoryName,
} from '../domain/repositories/index.ts';
import type { Context } from './context.ts';
import { type ProjectRow, principalOf } from './permissions.ts';

export const repositoryPath = Type.Object({
  repository_id: int32(1, maxInt32, { description: 'Repository ID.' }),
});

export const repositoryUuidPath = Type.Object({
  repository_uuid: Type.String({
    pattern: '^[0-9a-fA-F]{32}$',
    description: 'Repository UUID.',
    accepts: 'the 32 hexadecimal digits of a repository UUID',
  }),
});

/** Asks policies and role in the project of the repository that the path names by its number. */
export function onRepository(row: ProjectRow): Permission<Context, OnRepository> {
  return onNamed(row, ({ repository_id }) => ({ id: String(repository_id) }));
}

/** The same where the path names it by its uuid. */
export function onRepositoryOfUuid(row: ProjectRow): Permission<Context, OnRepository> {
  return onNamed(row, ({ repository_uuid }) => ({ uuid: String(repository_uuid).toLowerCase() }));
}

function onNamed(
  row: ProjectRow,
  nameIn: (path: Record<string, unknown>) => RepositoryName,
): Permission<Context, OnRepository> {
  return {
    row,
    authorize(context, path) {
      const { records, kinds, origin } = context;
      return authorizeOnRepository(records, principalOf(context), row, kinds, nameIn(path), origin);
    },
  };
}
