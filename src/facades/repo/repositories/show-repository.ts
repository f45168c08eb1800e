import { operation } from '../../context.ts';
import { onRepository, repositoryPath } from '../../on-repository.ts';
import { inEachTransaction } from '../../permissions.ts';
import { toldOf } from '../told-repository.ts';
import { viewing } from '../viewing.ts';
import { detailOf, repositoryDetail } from './repository-detail.ts';

/** Source: CodeArts Repo API Reference, V4, Repository, Querying a Repository. */
export const showRepository = operation({
  name: 'ShowRepository',
  summary: 'Querying a repository',
  section: 'Repository',
  method: 'GET',
  path: '/v4/repositories/{repository_id}',
  parameters: { path: repositoryPath },
  success: { status: 200, model: 'ShowRepositoryResponse', body: repositoryDetail },
  permission: inEachTransaction(onRepository({ ...viewing.repository, source: 'inferred' })),
  // It looks into the files, too.
  transaction: 'own',
  example: { path: { repository_id: 1 } },
  async handle(context, ask) {
    const told = await context.store.read(async (records) =>
      toldOf(records, context.kinds, await ask(records)),
    );
    const content = await context.repositories.describe(told.repository.uuid);
    return { body: detailOf(context, told, content) };
  },
});
