import { codeArtsProjectId, int32, maxInt32, Type } from '../../../contract/schema.ts';
import { Problem } from '../../../domain/kernel/index.ts';
import { gitignores } from '../../../domain/repositories/index.ts';
import { repositoryGroupNames } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { inEachTransaction, inNamedProject } from '../../permissions.ts';
import { makeRepository } from './made-repository.ts';
import { success, visibilityLevel, wrapped, zeroOrOne } from './wrapped.ts';

/** Source: CodeArts Repo API Reference, Repository, Creating a Repository; SDK for `group_id`. */
export const createRepository = operation({
  name: 'CreateRepository',
  summary: 'Creating a repository in a project or a repository group',
  section: 'Repository',
  method: 'POST',
  path: '/v1/repositories',
  parameters: {},
  body: Type.Object({
    name: Type.String({ description: 'Repository name.', accepts: repositoryGroupNames.accepts }),
    project_uuid: codeArtsProjectId(),
    group_id: Type.Optional(
      int32(1, maxInt32, {
        description: 'Repository group ID; absent for a repository under the project.',
      }),
    ),
    visibility_level: Type.Optional(visibilityLevel),
    description: Type.Optional(
      Type.String({
        description: 'Repository description.',
        maxLength: 2000,
        accepts: 'a text of at most 2000 characters',
      }),
    ),
    enable_readme: Type.Optional(zeroOrOne('1: it begins with a README.')),
    gitignore_id: Type.Optional(
      Type.String({ description: `A .gitignore for: ${Object.keys(gitignores).join(', ')}.` }),
    ),
    license_id: Type.Optional(int32(0, maxInt32, { description: 'Number of a licence, from 1.' })),
    import_members: Type.Optional(
      zeroOrOne('1: the members of the project become members of the repository.'),
    ),
    template_id: Type.Optional(Type.String({ description: 'Not offered.' })),
    import_url: Type.Optional(Type.String({ description: 'Not offered.' })),
    caller: Type.Optional(Type.String({ description: 'Ignored.' })),
  }),
  bodyModel: 'CreateRepoRequest',
  success: {
    status: 200,
    model: 'CreateRepositoryResponse',
    body: wrapped(
      Type.Object({ repository_uuid: Type.String({ description: 'Repository UUID.' }) }),
    ),
  },
  permission: inEachTransaction(
    inNamedProject({
      action: 'codeartsrepo:repository:createRepository',
      accessLevel: 'Write',
      policy: 'must-allow',
      point: 'repository-group.view',
      groupPoint: 'repository.create',
      source: 'inferred',
    }),
  ),
  // Its files are made before its row, which takes longer than a transaction may.
  transaction: 'own',
  example: {
    body: {
      name: 'demo',
      project_uuid: '0b234373cf3f4b04ab2d8a245155e12b',
      enable_readme: 1,
      visibility_level: 0,
    },
  },
  async handle(context, ask, { body }) {
    refuse('import_url', body.import_url);
    refuse('template_id', body.template_id);
    const { name, project_uuid, description, gitignore_id, license_id } = body;
    const { uuid } = await makeRepository(
      context,
      async (records) => (await ask(records))(project_uuid),
      {
        name,
        visibility: body.visibility_level === 20 ? 'public' : 'private',
        importMembers: body.import_members === 1,
        files: {
          readme: body.enable_readme === 1,
          ...(gitignore_id ? { gitignore: gitignore_id } : {}),
          ...(license_id ? { licence: license_id } : {}),
        },
        ...(body.group_id === undefined ? {} : { parentId: String(body.group_id) }),
        ...(description === undefined ? {} : { description }),
      },
    );
    return { body: success({ repository_uuid: uuid }) };
  },
});

function refuse(field: string, value: string | undefined): void {
  if (value === undefined || value === '') return;
  throw new Problem('invalid', {
    subject: 'repository',
    field,
    reason: 'must be absent: a repository cannot be made from another one here',
  });
}
