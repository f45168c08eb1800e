import { operation } from '../../context.ts';
import { onRepositoryOfUuid, repositoryUuidPath } from '../../on-repository.ts';
import { inEachTransaction } from '../../permissions.ts';
import { toldOf } from '../told-repository.ts';
import { viewing } from '../viewing.ts';
import { infoV2, repoInfoV2 } from './repo-info-v2.ts';
import { success, wrapped } from './wrapped.ts';

/** Source: CodeArts Repo API Reference, Repository, Querying a Repository (V2). */
export const showRepositoryByUuid = operation({
  name: 'ShowRepositoryByUuid',
  summary: 'Querying a repository by its UUID',
  section: 'Repository',
  method: 'GET',
  path: '/v2/repositories/{repository_uuid}',
  parameters: { path: repositoryUuidPath },
  success: { status: 200, model: 'ShowRepositoryByUuidResponse', body: wrapped(repoInfoV2) },
  permission: inEachTransaction(onRepositoryOfUuid({ ...viewing.repository, source: 'inferred' })),
  // It looks into the files, too.
  transaction: 'own',
  example: { path: { repository_uuid: '36f33bf8d6634ea39ca4e0fbf1ae63b4' } },
  async handle(context, ask) {
    const { repository } = await context.store.read(async (records) =>
      toldOf(records, context.kinds, await ask(records)),
    );
    const content = await context.repositories.describe(repository.uuid);
    return { body: success(infoV2(context, repository, content)) };
  },
});
