import { Type } from '../../../contract/schema.ts';
import { importGroups } from '../../../domain/repositories/index.ts';
import { operation } from '../../context.ts';
import { inEachTransaction, inProject } from '../../permissions.ts';
import { projectPath } from '../deletions/parameters.ts';
import { groupDocument, readDocument } from './group-document.ts';

export const importProjectGroups = operation({
  name: 'ImportGroups',
  summary: 'Making all groups and, empty, all repositories of a document in a project, or none',
  section: 'Export and Import',
  method: 'POST',
  path: '/atelier/v1/projects/{project_id}/groups',
  parameters: { path: projectPath },
  body: groupDocument,
  success: {
    status: 200,
    model: 'ImportedGroups',
    body: Type.Object({
      groups: Type.Integer({ description: 'How many groups were made.' }),
      repositories: Type.Integer({ description: 'How many repositories were made.' }),
    }),
  },
  sdk: 'none',
  permission: inEachTransaction(
    inProject({
      action: 'atelier:project:createGroups',
      accessLevel: 'Write',
      policy: 'must-allow',
      point: 'project.edit',
      beyond: 'the rights to create each of them',
      source: 'inferred',
    }),
  ),
  // Files of repositories are made before their rows, which takes longer than a transaction may.
  transaction: 'own',
  example: {
    path: { project_id: '0b234373cf3f4b04ab2d8a245155e12b' },
    body: {
      format: 'atelier-groups/1',
      build_task_groups: [{ path: 'release' }, { path: 'release/nightly' }],
      repository_groups: [{ path: 'tools' }, { path: 'tools/demo', type: 'repository' }],
    },
  },
  async handle({ store, repositories, kinds, ids, now }, enter, { body }) {
    const document = readDocument(body);
    const made = await importGroups(store, repositories, enter, kinds, document, { ids, now });
    return { body: made };
  },
});
