import { oneOf, type Static, Type } from '../../../contract/schema.ts';
import type { GroupDocument, PlacedNode } from '../../../domain/repositories/index.ts';

const format = 'atelier-groups/1';

/** What is imported at a time over the API; the command line takes any number. */
const mostNodes = 1000;

const path = Type.String({
  description: 'Names from the top group down, joined by /.',
  maxLength: 4000,
  accepts: 'a text of at most 4000 characters',
});

/** A document with at most so many groups in each of its lists. */
function documentOfAtMost(maxItems: number) {
  const limits = { maxItems, accepts: `a list of at most ${maxItems}` };
  return Type.Object({
    format: oneOf([format], { description: 'What the document is.' }),
    build_task_groups: Type.Optional(
      Type.Array(Type.Object({ path }), {
        description: 'A group before those under it, siblings from the last in order to the first.',
        ...limits,
      }),
    ),
    repository_groups: Type.Optional(
      Type.Array(
        Type.Object({
          path,
          type: Type.Optional(oneOf(['group', 'repository'], { description: 'Default: group.' })),
          description: Type.Optional(
            Type.String({ maxLength: 2000, accepts: 'a text of at most 2000 characters' }),
          ),
          visibility: Type.Optional(
            oneOf(['public', 'private'], { description: "Default: the parent's, or public." }),
          ),
        }),
        { description: 'Groups and repositories, in the same order.', ...limits },
      ),
    ),
  });
}

export const groupDocument = documentOfAtMost(mostNodes);
export const anyGroupDocument = documentOfAtMost(10_000_000);

/** A document as it goes over the wire and into files. */
export function writtenDocument({ buildTaskGroups, repositoryGroups }: GroupDocument) {
  return {
    format,
    build_task_groups: buildTaskGroups.map((each) => ({ path: each.path })),
    repository_groups: repositoryGroups.map((each) => ({
      path: each.path,
      type: each.type,
      description: each.description,
      visibility: each.visibility ?? 'public',
    })),
  };
}

export function readDocument(document: Static<typeof groupDocument>): GroupDocument<PlacedNode> {
  const { build_task_groups = [], repository_groups = [] } = document;
  return {
    buildTaskGroups: build_task_groups.map((each, i) => ({
      type: 'group',
      path: each.path,
      description: '',
      visibility: null,
      place: `build_task_groups[${i}]`,
    })),
    repositoryGroups: repository_groups.map((each, i) => ({
      type: each.type ?? 'group',
      path: each.path,
      description: each.description ?? '',
      visibility: each.visibility ?? null,
      place: `repository_groups[${i}]`,
    })),
  };
}
