import { Problem } from '../../../domain/kernel/index.ts';
import { type RepoPoint, repoMatrix, type Standing } from '../../../domain/projects/index.ts';

interface Action {
  readonly id: number;
  readonly name: string;
  readonly english: string;
  readonly chinese: string;
  readonly point: RepoPoint;
}

/** A kind of thing that roles have permissions on. */
export interface PermissionResource {
  readonly id: number;
  readonly name: string;
  readonly english: string;
  readonly chinese: string;
  readonly actions: readonly Action[];
}

type Row = readonly [name: string, english: string, chinese: string, point: RepoPoint];

function resource(
  id: number,
  name: string,
  english: string,
  chinese: string,
  rows: readonly Row[],
): PermissionResource {
  const actions = rows.map(([action, inEnglish, inChinese, point], i) => ({
    id: 100 * id + i + 1,
    name: action,
    english: inEnglish,
    chinese: inChinese,
    point,
  }));
  return { id, name, english, chinese, actions };
}

/** What permissions are about. Source of the words: the API's ListMembers; the ids are ours. */
export const permissionResources: readonly PermissionResource[] = [
  resource(1, 'group', 'Repository Group', '代码组', [
    ['create', 'Create', '创建', 'repository-group.create'],
    ['delete', 'Delete', '删除', 'repository-group.delete'],
    ['setting', 'Settings', '设置', 'repository-group.settings'],
  ]),
  resource(2, 'repository', 'Repository', '代码仓库', [
    ['create', 'Create', '创建', 'repository.create'],
    ['fork', 'Fork', 'Fork', 'repository.fork'],
    ['delete', 'Delete', '删除', 'repository.delete'],
    ['setting', 'Settings', '设置', 'repository.settings'],
  ]),
  resource(3, 'code', 'Code', '代码', [
    ['push', 'Push', '提交', 'code.push'],
    ['download', 'Download', '下载', 'code.download'],
  ]),
  resource(4, 'member', 'Member', '成员', [
    ['create', 'Add', '添加', 'repository-member.create'],
    ['update', 'Edit', '编辑', 'repository-member.update'],
    ['delete', 'Delete', '删除', 'repository-member.delete'],
  ]),
  resource(5, 'branch', 'Branch', '分支', [
    ['create', 'Create', '创建', 'branch.create'],
    ['delete', 'Delete', '删除', 'branch.delete'],
  ]),
  resource(6, 'tag', 'Tag', '标签', [
    ['create', 'Create', '创建', 'tag.create'],
    ['delete', 'Delete', '删除', 'tag.delete'],
  ]),
  resource(7, 'mr', 'Merge Request', '合并请求', [
    ['create', 'Create', '创建', 'merge-request.create'],
    ['update', 'Edit', '编辑', 'merge-request.update'],
    ['comment', 'Comment', '评论', 'merge-request.comment'],
    ['review', 'Review', '检视', 'merge-request.review'],
    ['approve', 'Approve', '审核', 'merge-request.approve'],
    ['merge', 'Merge', '合入', 'merge-request.merge'],
    ['close', 'Close', '关闭', 'merge-request.close'],
    ['reopen', 'Reopen', '重新打开', 'merge-request.reopen'],
  ]),
  resource(8, 'label', 'Label', '标记', [
    ['create', 'Create', '创建', 'label.create'],
    ['delete', 'Delete', '删除', 'label.delete'],
    ['update', 'Edit', '编辑', 'label.update'],
  ]),
];

/** Throws Problem `invalid`. */
export function resourceWithId(wanted: number): PermissionResource {
  const resource = permissionResources.find(({ id }) => id === wanted);
  if (resource) return resource;
  const known = permissionResources.map(({ id, name }) => `${id} (${name})`);
  throw new Problem('invalid', {
    subject: 'permission resource',
    field: 'resource_id',
    reason: `must be one of ${known.join(', ')}`,
  });
}

/** How a role stands to an action by default. */
export function standingOf({ point }: Action, roleId: number): Standing {
  return repoMatrix.entry(point, roleId).standing;
}
