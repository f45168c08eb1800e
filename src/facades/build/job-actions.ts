import type { AccountRow, ProjectRow } from '../permissions.ts';

/** What several operations on build tasks ask for, by what they do. */
export const jobActions = {
  view: {
    action: 'codeartsbuild:job:get',
    accessLevel: 'Read',
    policy: 'may-deny',
    point: 'build-task.view',
    source: 'inferred',
  },
  list: {
    action: 'codeartsbuild:job:list',
    accessLevel: 'List',
    policy: 'may-deny',
    point: 'build-task.view',
    source: 'inferred',
  },
  create: {
    action: 'codeartsbuild:job:create',
    accessLevel: 'Write',
    policy: 'may-deny',
    point: 'build-task.create',
    source: 'inferred',
  },
  update: {
    action: 'codeartsbuild:job:update',
    accessLevel: 'Write',
    policy: 'may-deny',
    point: 'build-task.edit',
    source: 'inferred',
  },
  delete: {
    action: 'codeartsbuild:job:delete',
    accessLevel: 'Write',
    policy: 'may-deny',
    point: 'build-task.delete',
    source: 'inferred',
  },
  disable: {
    action: 'codeartsbuild:job:disable',
    accessLevel: 'Write',
    policy: 'may-deny',
    point: 'build-task.disable',
    source: 'inferred',
  },
  follow: {
    action: 'codeartsbuild:job:follow',
    accessLevel: 'Write',
    policy: 'may-deny',
    point: 'build-task.view',
    source: 'inferred',
  },
  viewPermissions: {
    action: 'codeartsbuild:job:getPermission',
    accessLevel: 'Read',
    policy: 'may-deny',
    point: 'build-task.view',
    source: 'inferred',
  },
  setPermissions: {
    action: 'codeartsbuild:job:setPermission',
    accessLevel: 'Permission_management',
    policy: 'may-deny',
    point: 'build-task.assign',
    source: 'inferred',
  },
  listParameters: {
    action: 'codeartsbuild:job:listParameters',
    accessLevel: 'List',
    policy: 'may-deny',
    source: 'inferred',
  },
} satisfies Record<string, AccountRow | ProjectRow>;
