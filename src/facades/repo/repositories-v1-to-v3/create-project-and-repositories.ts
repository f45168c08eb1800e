import { oneOf, Type } from '../../../contract/schema.ts';
import { authorizeInAccount } from '../../../domain/access/index.ts';
import { Problem } from '../../../domain/kernel/index.ts';
import { authorizeInProject, createProject } from '../../../domain/projects/index.ts';
import { createRepository } from '../../../domain/repositories/index.ts';
import { isName, repositoryGroupNames } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { inAccount, inEachTransaction, principalOf } from '../../permissions.ts';
import { projectName, projectTypes } from '../../project-parameters.ts';
import { makeWithFiles } from './made-repository.ts';
import { success, visibilityLevel, wrapped, zeroOrOne } from './wrapped.ts';

/** What CreateProjectV4 asks. */
const projectCreation = { action: 'codeartsreq:project:create', policy: 'may-deny' } as const;

/** What CreateRepository asks; the creator of a project has every permission of the matrix in it. */
const repositoryCreation = {
  action: 'codeartsrepo:repository:createRepository',
  policy: 'must-allow',
} as const;

/** Source: CodeArts Repo API Reference, Project (V2), Creating a Project and Repository. */
export const createProjectAndRepositories = operation({
  name: 'CreateProjectAndRepositories',
  summary: 'Creating a project and a repository in it',
  description: 'Both come to be, or neither.',
  section: 'Project',
  method: 'POST',
  path: '/v2/projects/repositories',
  parameters: {},
  body: Type.Object({
    project_name: projectName,
    repo_name: Type.String({
      description: 'Repository name.',
      accepts: repositoryGroupNames.accepts,
    }),
    // Read and not kept, as where a project is created alone.
    type: Type.Optional(oneOf(projectTypes, { description: 'Project type. Default: scrum.' })),
    visibility_level: Type.Optional(visibilityLevel),
    import_members: Type.Optional(
      zeroOrOne('1: the members of the project become members of the repository.'),
    ),
    external_project_info: Type.Optional(
      Type.Object(
        {
          external_service: Type.Optional(Type.String()),
          external_key_message: Type.Optional(Type.String()),
        },
        { description: 'Ignored.' },
      ),
    ),
  }),
  bodyModel: 'CreateProjectRepoRequest',
  success: {
    status: 200,
    model: 'CreateProjectAndRepositoriesResponse',
    body: wrapped(
      Type.Object({
        projectUuid: Type.String({ description: 'CodeArts project ID.' }),
        repositoryUuid: Type.String({ description: 'Repository UUID.' }),
      }),
    ),
  },
  sdk: { models: { external_project_info: 'ExternalKeyMessage' } },
  permission: inEachTransaction(
    inAccount({
      ...repositoryCreation,
      accessLevel: 'Write',
      dependencies: [projectCreation.action],
      beyond: 'no policy that denies `codeartsreq:project:create`',
      source: 'inferred',
    }),
  ),
  // The files of the repository are made before its row, which takes longer than a transaction may.
  transaction: 'own',
  example: { body: { project_name: 'demo_project', repo_name: 'demo', type: 'scrum' } },
  async handle(context, ask, { body }) {
    const { project_name, repo_name, type = 'scrum' } = body;
    requireName(repo_name);
    const principal = principalOf(context);
    const { kinds, origin } = context;
    const made = await makeWithFiles(
      context,
      {
        name: repo_name,
        visibility: body.visibility_level === 20 ? 'public' : 'private',
        importMembers: body.import_members === 1,
        files: { readme: false },
      },
      async (records) => {
        await ask(records);
        await authorizeInAccount(records, principal, projectCreation, origin);
      },
      async (records, wanted) => {
        const grant = await authorizeInAccount(records, principal, projectCreation, origin);
        const named = { name: project_name, description: '', type };
        const { id } = await createProject(records, grant, named, context);
        const asked = { ...repositoryCreation, point: 'repository-group.view' } as const;
        const within = await authorizeInProject(records, principal, asked, id, origin);
        return createRepository(records, within, kinds, wanted, context);
      },
    );
    const { projectId, uuid } = made;
    return { body: success({ projectUuid: projectId, repositoryUuid: uuid }) };
  },
});

/** Nothing else of a name can be wrong in a new project. */
function requireName(name: string): void {
  if (isName(repositoryGroupNames, name)) return;
  throw new Problem('invalid', {
    subject: 'repository',
    field: 'repo_name',
    reason: `must be ${repositoryGroupNames.accepts}`,
  });
}
