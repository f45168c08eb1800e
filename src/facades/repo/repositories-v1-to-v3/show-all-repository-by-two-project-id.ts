import { codeArtsProjectId, searchText, Type } from '../../../contract/schema.ts';
import { withFacts } from '../../../domain/repositories/index.ts';
import { listInProject } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { inProjectOfUuid } from '../on-project-uuid.ts';
import { viewing } from '../viewing.ts';
import { infoV2 } from './repo-info-v2.ts';
import { repoListV2, v2List } from './repo-list-v2.ts';
import { pageIndexQuery, success } from './wrapped.ts';

/** Source: CodeArts Repo API Reference, Project, Querying All Repositories of a Project (V2). */
export const showAllRepositoryByTwoProjectId = operation({
  name: 'ShowAllRepositoryByTwoProjectId',
  summary: 'Querying the repositories of a project, those in its groups included',
  section: 'Project',
  method: 'GET',
  path: '/v2/projects/{project_uuid}/repositories',
  parameters: {
    path: Type.Object({ project_uuid: codeArtsProjectId() }),
    query: Type.Object({
      ...pageIndexQuery,
      search: Type.Optional(searchText('Part of the name.')),
    }),
  },
  success: {
    status: 200,
    model: 'ShowAllRepositoryByTwoProjectIdResponse',
    body: repoListV2,
  },
  permission: inProjectOfUuid({ ...viewing.repository, source: 'inferred' }),
  transaction: 'read',
  example: { path: { project_uuid: '0b234373cf3f4b04ab2d8a245155e12b' }, query: { page_index: 1 } },
  async handle(context, within, { query }) {
    const { records, kinds } = context;
    const { items, total } = await listInProject(records, within, kinds.repository, v2List(query));
    const repositories = (await withFacts(records, items)).map((each) => infoV2(context, each));
    return { body: success({ repositories, total }) };
  },
});
