import { buildGroupWrites } from './build-group-writes.ts';
import { buildTaskWrites } from './build-task-writes.ts';
import { extensionWrites } from './extension-writes.ts';
import { httpsPasswordWrites } from './https-password-writes.ts';
import { policyWrites } from './policy-writes.ts';
import { projectWrites } from './project-writes.ts';
import { repositoryGroupWrites } from './repository-group-writes.ts';
import { repositoryWrites } from './repository-writes.ts';
import { userGroupWrites } from './user-group-writes.ts';
import { userWrites } from './user-writes.ts';
import type { Writes } from './write.ts';

/** One successful call of every operation that writes, by service and operation. */
export const writes: Writes = {
  ...buildGroupWrites,
  ...buildTaskWrites,
  ...repositoryGroupWrites,
  ...repositoryWrites,
  ...httpsPasswordWrites,
  ...userWrites,
  ...userGroupWrites,
  ...policyWrites,
  ...projectWrites,
  ...extensionWrites,
};
