import { Type } from '../../../contract/schema.ts';
import { transferRepository as transfer } from '../../../domain/repositories/index.ts';
import { operation } from '../../context.ts';
import { onRepository, repositoryPath } from '../../on-repository.ts';
import { inEachTransaction } from '../../permissions.ts';
import { toldOf } from '../told-repository.ts';
import { detailOf, repositoryDetail } from './repository-detail.ts';

/** Source: CodeArts Repo API Reference, V4, Repository, Transferring a Repository. */
export const transferRepository = operation({
  name: 'TransferRepository',
  summary: 'Moving a repository to another group of its project',
  description: 'Its ids stay. Its former address leads on until the name there is taken.',
  section: 'Repository',
  method: 'POST',
  path: '/v4/repositories/{repository_id}/transfer',
  parameters: { path: repositoryPath },
  body: Type.Object({
    namespace: Type.String({
      description: 'Path of the group; the project ID alone for none.',
      minLength: 1,
      maxLength: 1000,
      accepts: 'the path of a repository group or the ID of the project',
    }),
  }),
  bodyModel: 'RepositoryTransferBodyDto',
  success: { status: 200, model: 'TransferRepositoryResponse', body: repositoryDetail },
  sdk: { required: { namespace: false } },
  permission: inEachTransaction(
    onRepository({
      action: 'codeartsrepo:repository:transferRepository',
      accessLevel: 'Write',
      policy: 'may-deny',
      point: 'repository-group.view',
      groupPoint: 'repository.delete',
      beyond: '`repository.create` in the other group',
      source: 'inferred',
    }),
  ),
  // It looks into the files, too.
  transaction: 'own',
  example: {
    path: { repository_id: 1 },
    body: { namespace: '0b234373cf3f4b04ab2d8a245155e12b/group' },
  },
  async handle(context, ask, { body }) {
    const { kinds, now, store } = context;
    const told = await store.write(async (records) => {
      const { within, repository } = await ask(records);
      const moved = await transfer(records, within, kinds, repository, body.namespace, now);
      return toldOf(records, kinds, { within, repository: { ...repository, ...moved } });
    });
    const content = await context.repositories.describe(told.repository.uuid);
    return { body: detailOf(context, told, content) };
  },
});
