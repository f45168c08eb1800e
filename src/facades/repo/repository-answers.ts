import { nullable, Type } from '../../contract/schema.ts';
import type { Node, Seen } from '../../domain/tree/index.ts';
import type { Context } from '../context.ts';

/** The address under which git reaches the repository, where the caller reached the server. */
export function cloneAddress({ baseUrl }: Pick<Context, 'baseUrl'>, node: Node): string {
  return `${baseUrl}/${node.projectId}/${node.namePath}.git`;
}

/** `<project id>/<group>/<subgroup>`: what a repository's path begins with. */
export function namespaceOf(node: Node): string {
  return [node.projectId, ...node.namePath.split('/').slice(0, -1)].join('/');
}

/** The caller's access level in it: 20, 30, 40 or 50. */
export function levelIn({ standings }: Pick<Seen, 'standings'>): number {
  return standings[0]?.role.accessLevel ?? 20;
}

/** Fields that BasicRepositoryDto and RepositorySimplestDto share. */
export const basicRepositoryFields = {
  id: Type.Integer({ description: 'Repository ID.' }),
  name: Type.String({ description: 'Repository name.' }),
  namespace: Type.String({ description: 'Path of the group or project that it lies in.' }),
  path: Type.String({ description: 'Last segment of its path.' }),
  develop_mode: Type.String({ description: 'normal' }),
  visibility: Type.String({ description: 'private or public.' }),
  security: nullable(Type.String()),
  name_with_namespace: Type.String({ description: 'Project ID and names from the top down.' }),
  archived: Type.Boolean(),
  status: Type.String({ description: '0: normal.' }),
};

/** Values of `basicRepositoryFields`. */
export function basicRepository(node: Node) {
  return {
    id: Number(node.id),
    name: node.name,
    namespace: namespaceOf(node),
    path: node.name,
    develop_mode: 'normal',
    visibility: node.visibility ?? 'private',
    security: null,
    name_with_namespace: [node.projectId, ...node.namePath.split('/')].join(' / '),
    archived: false,
    status: '0',
  };
}
