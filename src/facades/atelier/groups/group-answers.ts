import { Type } from '../../../contract/schema.ts';
import type { Updated } from '../../../domain/tree/index.ts';
import { changedFields, changedValues } from '../described-node.ts';

/** A repository group after a change. */
export const changedGroup = Type.Object({
  id: Type.Integer({ description: 'Repository group ID.' }),
  ...changedFields,
  made_private: Type.Integer({
    description: 'How many groups and repositories below it were public and are private now.',
  }),
});

export function changedGroupAnswer({ node, madePrivate }: Updated) {
  return { id: Number(node.id), ...changedValues(node), made_private: madePrivate };
}
