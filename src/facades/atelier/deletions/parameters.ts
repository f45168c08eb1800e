import { codeArtsProjectId, int32, maxInt32, nullable, Type } from '../../../contract/schema.ts';

export const projectPath = Type.Object({ project_id: codeArtsProjectId() });

const repositoryNodeId = (description: string) => int32(1, maxInt32, { description });

export const repositoryDeletionPath = Type.Object({
  project_id: codeArtsProjectId(),
  group_id: repositoryNodeId('ID of the repository group or repository that was deleted.'),
});

export const buildDeletionPath = Type.Object({
  project_id: codeArtsProjectId(),
  group_id: Type.String({
    description: 'ID of the build task group that was deleted.',
    pattern: '^[0-9a-zA-Z]{32}$',
    accepts: 'the 32 letters and digits of a build task group ID',
  }),
});

export const pageQuery = Type.Object({
  offset: Type.Optional(int32(0, maxInt32, { description: 'Rows to skip. Default: 0.' })),
  limit: Type.Optional(int32(1, 100, { description: 'Rows to answer. Default: 20.' })),
});

const newName = Type.Optional(
  Type.String({ description: 'Another name, where the former one is taken.' }),
);

export const repositoryPlace = Type.Object({
  name: newName,
  parent_id: Type.Optional(
    int32(0, maxInt32, {
      description: 'Another parent; 0: directly under the project. Default: the former one.',
    }),
  ),
});

export const buildPlace = Type.Object({
  name: newName,
  parent_id: Type.Optional(
    Type.String({
      description: 'Another parent; empty: directly under the project. Default: the former one.',
      pattern: '^([0-9a-zA-Z]{32})?$',
      accepts: 'the 32 letters and digits of a build task group ID, or empty',
    }),
  ),
});

const repositoryId = Type.Integer({ description: 'ID of the repository group or repository.' });
const buildId = Type.String({ description: 'Build task group ID.' });

const deletionFields = {
  type: Type.String({ description: 'group or repository.' }),
  name: Type.String({ description: 'Its name.' }),
  path: Type.String({ description: 'Names from the top group down, joined by /, as they were.' }),
  count: Type.Integer({ description: 'How many groups and repositories, itself included.' }),
  deleted_at: Type.String({ description: 'UTC.' }),
  restorable_until: Type.String({ description: 'UTC.' }),
  user_id: Type.String({ description: 'Who deleted it; operator for the command line.' }),
  user_name: Type.String({ description: 'Their name then.' }),
};
const total = Type.Integer({ description: 'Rows of the whole list.' });

export const repositoryDeletions = Type.Object({
  deleted: Type.Array(
    Type.Object({
      id: repositoryId,
      parent_id: nullable(Type.Integer({ description: 'What it hung under.' })),
      ...deletionFields,
    }),
  ),
  total,
});

export const buildDeletions = Type.Object({
  deleted: Type.Array(
    Type.Object({
      id: buildId,
      parent_id: nullable(Type.String({ description: 'What it hung under.' })),
      ...deletionFields,
    }),
  ),
  total,
});

const restoredFields = {
  name: Type.String({ description: 'Its name.' }),
  path: Type.String({ description: 'Names from the top group down, joined by /.' }),
  restored: Type.Integer({ description: 'How many groups and repositories are back.' }),
  made_private: Type.Integer({
    description: 'How many of them were public and are private now, as the parent is.',
  }),
};

export const restoredRepositoryNode = Type.Object({ id: repositoryId, ...restoredFields });
export const restoredBuildGroup = Type.Object({ id: buildId, ...restoredFields });
