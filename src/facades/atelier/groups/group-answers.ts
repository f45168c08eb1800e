import { nullable, Type } from '../../../contract/schema.ts';
import type { Updated } from '../../../domain/tree/index.ts';

/** A repository group after a change. */
export const changedGroup = Type.Object({
  id: Type.Integer({ description: 'Repository group ID.' }),
  name: Type.String({ description: 'Its name.' }),
  path: Type.String({ description: 'Names from the top group down, joined by /.' }),
  parent_id: nullable(Type.Integer({ description: 'Null directly under the project.' })),
  description: Type.String({ description: 'Its description.' }),
  visibility: Type.String({ description: 'private or public.' }),
  made_private: Type.Integer({
    description: 'How many groups and repositories below it were public and are private now.',
  }),
});

export function changedGroupAnswer({ node, madePrivate }: Updated) {
  return {
    id: Number(node.id),
    name: node.name,
    path: node.namePath,
    parent_id: node.parentId === null ? null : Number(node.parentId),
    description: node.description,
    visibility: node.visibility ?? 'public',
    made_private: madePrivate,
  };
}
