import type { Service } from '../../contract/service.ts';
import type { Context } from '../context.ts';
import { buildErrors } from './errors.ts';
import { createJobGroup } from './groups/create-job-group.ts';
import { deleteGroup } from './groups/delete-group.ts';
import { listGroupTree } from './groups/list-group-tree.ts';
import { switchedPacket } from './groups/switched-packet.ts';
import { updateJobGroup } from './groups/update-job-group.ts';
import { showProjectPermission } from './tenant/show-project-permission.ts';

export const build: Service<Context> = {
  title: 'CodeArts Build',
  facts: ['CodeArtsBuild v3'],
  sdk: {
    product: 'CodeArtsBuild',
    packageName: 'codeartsbuild',
    version: 'v3',
    accountLevel: false,
  },
  operations: [
    createJobGroup,
    deleteGroup,
    listGroupTree,
    switchedPacket,
    updateJobGroup,
    showProjectPermission,
  ],
  errors: buildErrors,
  fields: {
    parent: 'parent_id',
    project: 'project_id',
    source: 'source_group_id',
    target: 'target_group_id',
  },
  projectTokensOnly: true,
  headers: () => ({}),
  failure: (entry, message) => ({ error_code: entry.code, error_msg: message }),
};
