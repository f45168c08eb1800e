import type { Service } from '../../contract/service.ts';
import type { Context } from '../context.ts';
import { repoErrors } from './errors.ts';
import { createGroup } from './groups/create-group.ts';
import { deleteGroup } from './groups/delete-group.ts';
import { listGroupSubgroupsAndRepositories } from './groups/list-group-subgroups-and-repositories.ts';
import { listGroups } from './groups/list-groups.ts';
import { showGroup } from './groups/show-group.ts';
import { listProjectSubgroupsAndRepositories } from './projects/list-project-subgroups-and-repositories.ts';

export const repo: Service<Context> = {
  title: 'CodeArts Repo',
  facts: ['CodeArtsRepo v4', 'CodeArtsRepo v3 (v1-v3 paths)'],
  sdk: { product: 'CodeArtsRepo', packageName: 'codeartsrepo', version: 'v4', accountLevel: false },
  operations: [
    createGroup,
    listGroups,
    showGroup,
    deleteGroup,
    listGroupSubgroupsAndRepositories,
    listProjectSubgroupsAndRepositories,
  ],
  errors: repoErrors,
  fields: { id: 'group_id', parent: 'parent_id', project: 'project_id' },
  projectTokensOnly: false,
  headers: () => ({}),
  failure: (entry, message) => ({ error_code: entry.code, error_msg: message }),
};
