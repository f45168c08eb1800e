import { Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { onRepositoryOfUuid, repositoryUuidPath } from '../../on-repository.ts';
import { viewing } from '../viewing.ts';
import { success, wrapped } from './wrapped.ts';

/** Source: CodeArts Repo API Reference, Repository, Querying the Status of a Repository. */
export const listRepositoryStatus = operation({
  name: 'ListRepositoryStatus',
  summary: 'Querying the status of a repository',
  section: 'Repository',
  method: 'GET',
  path: '/v1/repositories/{repository_uuid}/status',
  parameters: { path: repositoryUuidPath },
  success: {
    status: 200,
    model: 'ListRepositoryStatusResponse',
    // One that can be asked about is ready: its row follows its files.
    body: wrapped(Type.Integer({ description: '0: normal.' })),
  },
  permission: onRepositoryOfUuid({ ...viewing.repository, source: 'inferred' }),
  transaction: 'read',
  example: { path: { repository_uuid: '36f33bf8d6634ea39ca4e0fbf1ae63b4' } },
  handle: async () => ({ body: success(0) }),
});
