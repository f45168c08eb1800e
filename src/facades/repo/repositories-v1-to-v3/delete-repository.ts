import { Type } from '../../../contract/schema.ts';
import { deleteNode } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { onRepositoryOfUuid, repositoryUuidPath } from '../../on-repository.ts';
import { success, wrapped } from './wrapped.ts';

/** Source: CodeArts Repo API Reference, Repository, Deleting a Repository. */
export const deleteRepository = operation({
  name: 'DeleteRepository',
  summary: 'Deleting a repository',
  section: 'Repository',
  method: 'DELETE',
  path: '/v1/repositories/{repository_uuid}',
  parameters: { path: repositoryUuidPath },
  success: {
    status: 200,
    model: 'DeleteRepositoryResponse',
    body: wrapped(Type.Boolean({ description: 'true' })),
  },
  permission: onRepositoryOfUuid({
    action: 'codeartsrepo:repository:deleteRepository',
    accessLevel: 'Write',
    policy: 'must-allow',
    point: 'repository-group.view',
    groupPoint: 'repository.delete',
    source: 'inferred',
  }),
  transaction: 'write',
  example: { path: { repository_uuid: '36f33bf8d6634ea39ca4e0fbf1ae63b4' } },
  async handle({ records, kinds, now }, { within, repository }) {
    await deleteNode(records, within, kinds.repository, repository.id, now);
    return { body: success(true) };
  },
});
