import type { Node } from '../../domain/tree/index.ts';
import type { Context } from '../context.ts';

/** The address under which git reaches the repository, where the caller reached the server. */
export function cloneAddress({ baseUrl }: Pick<Context, 'baseUrl'>, node: Node): string {
  return `${baseUrl}/${node.projectId}/${node.namePath}.git`;
}

/** `<project id>/<group>/<subgroup>`: what a repository's path begins with. */
export function namespaceOf(node: Node): string {
  return [node.projectId, ...node.namePath.split('/').slice(0, -1)].join('/');
}
