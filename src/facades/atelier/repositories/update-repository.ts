import { Type } from '../../../contract/schema.ts';
import { Problem } from '../../../domain/kernel/index.ts';
import { updateRepository as update } from '../../../domain/repositories/index.ts';
import { operation } from '../../context.ts';
import { onRepository, repositoryPath } from '../../on-repository.ts';
import { inEachTransaction } from '../../permissions.ts';
import { changedFields, changedValues, changeFields, changeOf } from '../described-node.ts';

/** The vendor's console does this; its API has no call for it. */
export const updateRepository = operation({
  name: 'UpdateRepository',
  summary: 'Renaming a repository, describing it anew, changing who sees it and its default branch',
  description:
    'What is absent stays. After a rename former clone addresses lead on until their names are taken.',
  section: 'Repositories',
  method: 'PATCH',
  path: '/atelier/v1/repositories/{repository_id}',
  parameters: { path: repositoryPath },
  body: Type.Object({
    ...changeFields,
    default_branch: Type.Optional(
      Type.String({
        description: 'A branch that is there; any where the repository is empty.',
        minLength: 1,
        maxLength: 200,
        accepts: 'a text of 1 to 200 characters',
      }),
    ),
  }),
  success: {
    status: 200,
    model: 'ChangedRepository',
    body: Type.Object({
      id: Type.Integer({ description: 'Repository ID.' }),
      uuid: Type.String({ description: 'Repository UUID.' }),
      ...changedFields,
      default_branch: Type.String({ description: 'The branch that a clone checks out.' }),
    }),
  },
  sdk: 'none',
  permission: inEachTransaction(
    onRepository({
      action: 'codeartsrepo:repository:setRepository',
      accessLevel: 'Write',
      policy: 'must-allow',
      point: 'repository-group.view',
      groupPoint: 'repository.settings',
      beyond: '`repository-group.move` for another name',
      source: 'inferred',
    }),
  ),
  // The default branch is changed in the files, too.
  transaction: 'own',
  example: { path: { repository_id: 1 }, body: { name: 'engine', description: 'What moves it.' } },
  async handle({ store, repositories, kinds, now }, ask, { body }) {
    const { default_branch } = body;
    const change = {
      ...changeOf(body),
      ...(default_branch === undefined ? {} : { defaultBranch: default_branch }),
    };
    if (Object.keys(change).length === 0) {
      throw new Problem('invalid', {
        subject: 'repository',
        field: 'name',
        reason: 'is required where nothing else is to change',
      });
    }
    const changed = await update(store, repositories, ask, kinds, change, now);
    const { id, uuid, defaultBranch } = changed;
    const values = changedValues(changed);
    return { body: { id: Number(id), uuid, ...values, default_branch: defaultBranch } };
  },
});
