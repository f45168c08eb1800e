import { codeArtsProjectId, Type } from '../../../contract/schema.ts';
import { refusalOfName } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { inProjectOfUuid } from '../on-project-uuid.ts';
import { viewing } from '../viewing.ts';
import { success, wrapped } from './wrapped.ts';

/** Source: CodeArts Repo API Reference, Project, Checking a Repository Name. */
export const showRepositoryNameExist = operation({
  name: 'ShowRepositoryNameExist',
  summary: 'Checking whether a repository directly under a project may have a name',
  section: 'Project',
  method: 'GET',
  path: '/v1/projects/{project_uuid}/repositories/validation/{repository_name}',
  parameters: {
    path: Type.Object({
      project_uuid: codeArtsProjectId(),
      repository_name: Type.String({ description: 'Repository name.' }),
    }),
  },
  success: {
    status: 200,
    model: 'ShowRepositoryNameExistResponse',
    // The page does not say what true means; the route is called a validation.
    body: wrapped(Type.Boolean({ description: 'Whether the name is good and free.' })),
  },
  permission: inProjectOfUuid({ ...viewing.repository, source: 'inferred' }),
  transaction: 'read',
  example: {
    path: { project_uuid: '0b234373cf3f4b04ab2d8a245155e12b', repository_name: 'demo' },
  },
  async handle({ records, kinds }, within, { path }) {
    const wanted = { name: path.repository_name };
    const refusal = await refusalOfName(records, within, kinds.repository, wanted);
    return { body: success(refusal === undefined) };
  },
});
