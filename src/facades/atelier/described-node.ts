import { nullable, oneOf, Type } from '../../contract/schema.ts';
import type { Node, NodeChange } from '../../domain/tree/index.ts';
import { repositoryGroupNames } from '../../domain/tree/index.ts';

/** Fields of a body that change a repository group or a repository; what is absent stays. */
export const changeFields = {
  name: Type.Optional(
    Type.String({ description: 'New name.', accepts: repositoryGroupNames.accepts }),
  ),
  description: Type.Optional(
    Type.String({
      description: 'New description.',
      maxLength: 2000,
      accepts: 'a text of at most 2000 characters',
    }),
  ),
  visibility: Type.Optional(
    oneOf(['public', 'private'], { description: 'Public only under what is public.' }),
  ),
};

/** What a body of `changeFields` changes. */
export function changeOf({
  name,
  description,
  visibility,
}: {
  readonly name?: string;
  readonly description?: string;
  readonly visibility?: 'public' | 'private';
}): Pick<NodeChange, 'name' | 'description' | 'visibility'> {
  return {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(visibility === undefined ? {} : { visibility }),
  };
}

/** Fields of a repository group or repository after a change, beside its id. */
export const changedFields = {
  name: Type.String({ description: 'Its name.' }),
  path: Type.String({ description: 'Names from the top group down, joined by /.' }),
  parent_id: nullable(Type.Integer({ description: 'Null directly under the project.' })),
  description: Type.String({ description: 'Its description.' }),
  visibility: Type.String({ description: 'private or public.' }),
};

/** Values of `changedFields`. */
export function changedValues(node: Node) {
  return {
    name: node.name,
    path: node.namePath,
    parent_id: node.parentId === null ? null : Number(node.parentId),
    description: node.description,
    visibility: node.visibility ?? 'public',
  };
}
