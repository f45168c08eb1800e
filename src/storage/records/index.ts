import type { Records } from '../../domain/store.ts';
import type { Connection } from '../query.ts';
import { accessKeyRecords } from './access-keys.ts';
import { accountListRecords } from './account-lists.ts';
import { auditRecords } from './audit.ts';
import { deletionRecords } from './deletions.ts';
import { formerNameRecords } from './former-names.ts';
import { httpsPasswordRecords } from './https-passwords.ts';
import { installationRecords } from './installation.ts';
import { lockRecords } from './locks.ts';
import { manageableRecords } from './manageable-groups.ts';
import { namedInRulesRecords } from './named-in-rules.ts';
import { matrixRecords } from './node-matrices.ts';
import { memberCountRecords } from './node-member-counts.ts';
import { memberRecords } from './node-members.ts';
import { nodeSettingsRecords } from './node-settings.ts';
import { nodeUserGroupRecords } from './node-user-groups.ts';
import { nodeRecords } from './nodes.ts';
import { policyRecords } from './policies.ts';
import { attachmentRecords } from './policy-attachments.ts';
import { projectContentRecords } from './project-contents.ts';
import { projectListRecords } from './project-lists.ts';
import { projectMemberRecords } from './project-members.ts';
import { singleProjectRecords } from './projects.ts';
import { protectedRefRecords } from './protected-refs.ts';
import { repositoryRecords } from './repositories.ts';
import { taskBinRecords } from './task-bins.ts';
import { taskListRecords } from './task-lists.ts';
import { taskRoleRecords } from './task-roles.ts';
import { taskVersionRecords } from './task-versions.ts';
import { taskRecords } from './tasks.ts';
import { temporaryKeyRecords } from './temporary-keys.ts';
import { tokenRecords } from './tokens.ts';
import { treeListRecords } from './tree-lists.ts';
import { userGroupRecords } from './user-groups.ts';
import { userRecords } from './users.ts';

/** All records as the transaction of this connection sees them. */
export function recordsOn(connection: Connection): Records {
  return {
    access: {
      ...userRecords(connection),
      ...httpsPasswordRecords(connection),
      ...accessKeyRecords(connection),
      ...tokenRecords(connection),
      ...temporaryKeyRecords(connection),
      ...userGroupRecords(connection),
      ...policyRecords(connection),
      ...lockRecords(connection),
      ...attachmentRecords(connection),
    },
    audit: auditRecords(connection),
    builds: {
      ...taskRecords(connection),
      ...taskListRecords(connection),
      ...taskVersionRecords(connection),
      ...taskBinRecords(connection),
      ...taskRoleRecords(connection),
    },
    installation: installationRecords(connection),
    projects: {
      ...singleProjectRecords(connection),
      ...projectListRecords(connection),
      ...projectContentRecords(connection),
      ...projectMemberRecords(connection),
    },
    settings: {
      ...nodeSettingsRecords(connection),
      ...protectedRefRecords(connection),
      ...namedInRulesRecords(connection),
    },
    tree: {
      ...nodeRecords(connection),
      ...treeListRecords(connection),
      ...accountListRecords(connection),
      ...manageableRecords(connection),
      ...memberRecords(connection),
      ...memberCountRecords(connection),
      ...formerNameRecords(connection),
      ...deletionRecords(connection),
      ...matrixRecords(connection),
      ...nodeUserGroupRecords(connection),
    },
    repositories: repositoryRecords(connection),
  };
}
