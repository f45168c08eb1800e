import { codeArtsProjectId, int32, Type } from '../../contract/schema.ts';
import type { Page } from '../../domain/kernel/index.ts';
import { defaultRoleId, givenRoles, projectRole } from '../../domain/projects/index.ts';

export const projectPath = Type.Object({ project_id: codeArtsProjectId() });

export const projectDescription = Type.String({
  description: 'Project description.',
  maxLength: 2000,
  accepts: 'a text of at most 2000 characters',
});

export const userId = Type.String({ description: 'User ID.' });

export const userIds = Type.Array(userId, {
  description: 'User IDs.',
  minItems: 1,
  accepts: 'an array of one user ID or more',
});

const roles = givenRoles.map(({ id, name }) => `${id} (${name})`).join(', ');

/** A role that members are given. */
export const roleId = Type.Integer({
  description: 'Role in the project.',
  enum: givenRoles.map(({ id }) => id),
  accepts: `one of ${roles}`,
});

/** A role that need not be named. */
export const optionalRoleId = Type.Optional({
  ...roleId,
  description: `Role in the project. Default: ${defaultRoleId}, ${projectRole(defaultRoleId)?.name}.`,
});

/**
 * Paging as all of V4 has it. The pages call both parameters mandatory in some lists and give
 * them defaults all the same.
 */
export function pageQuery(limitAtMost: number, limitByDefault: number) {
  return {
    offset: Type.Optional(int32(0, 10_000, { description: 'Rows to skip. Default: 0.' })),
    limit: Type.Optional(
      int32(1, limitAtMost, { description: `Rows to answer. Default: ${limitByDefault}.` }),
    ),
  };
}

/** The page that a query of `pageQuery` asks for. */
export function pageOf(
  query: { readonly offset?: number; readonly limit?: number },
  limitByDefault: number,
): Page {
  return { offset: query.offset ?? 0, limit: query.limit ?? limitByDefault };
}
