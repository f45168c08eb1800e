import { type ProjectRole, projectRoles } from '../../../domain/projects/index.ts';

/** How a role stands to a permission: has it for good, has it, lacks it, never has it. */
export type Standing = 'A' | 'B' | 'C' | 'D';

interface Action {
  readonly id: number;
  readonly name: string;
  readonly english: string;
  readonly chinese: string;
  /** By the columns below. */
  readonly standings: string;
}

/** A kind of thing that roles have permissions on. */
export interface PermissionResource {
  readonly id: number;
  readonly name: string;
  readonly english: string;
  readonly chinese: string;
  readonly actions: readonly Action[];
}

/** The roles of the columns: those of the last but one are alike. */
const columns: readonly (readonly number[])[] = [[3], [12], [4], [11], [5, 6, 7, 9, 10], [8]];

type Row = readonly [name: string, english: string, chinese: string, standings: string];

function resource(
  id: number,
  name: string,
  english: string,
  chinese: string,
  rows: readonly Row[],
): PermissionResource {
  const actions = rows.map(([action, inEnglish, inChinese, standings], i) => ({
    id: 100 * id + i + 1,
    name: action,
    english: inEnglish,
    chinese: inChinese,
    standings,
  }));
  return { id, name, english, chinese, actions };
}

/**
 * Which project role has which permission by default. Sources: Repo user guide, permissions of a
 * repository group (older edition; later ones print the rows of fork and delete exchanged), and the
 * words of the API's ListMembers. The ids are ours, as are the standings of labels.
 */
export const permissionResources: readonly PermissionResource[] = [
  resource(1, 'group', 'Repository Group', '代码组', [
    ['create', 'Create', '创建', 'BBBBCD'],
    ['delete', 'Delete', '删除', 'BDDDDD'],
    ['setting', 'Settings', '设置', 'BDDDDD'],
  ]),
  resource(2, 'repository', 'Repository', '代码仓库', [
    ['create', 'Create', '创建', 'BBBBCD'],
    ['fork', 'Fork', 'Fork', 'BBBBCD'],
    ['delete', 'Delete', '删除', 'BDDDDD'],
    ['setting', 'Settings', '设置', 'BDDDDD'],
  ]),
  resource(3, 'code', 'Code', '代码', [
    ['push', 'Push', '提交', 'BAAACD'],
    ['download', 'Download', '下载', 'BAAACD'],
  ]),
  resource(4, 'member', 'Member', '成员', [
    ['create', 'Add', '添加', 'BDDDDD'],
    ['update', 'Edit', '编辑', 'BDDDDD'],
    ['delete', 'Delete', '删除', 'BDDDDD'],
  ]),
  resource(5, 'branch', 'Branch', '分支', [
    ['create', 'Create', '创建', 'BBBBCD'],
    ['delete', 'Delete', '删除', 'BBBBCD'],
  ]),
  resource(6, 'tag', 'Tag', '标签', [
    ['create', 'Create', '创建', 'BBBBCD'],
    ['delete', 'Delete', '删除', 'BCCCCD'],
  ]),
  resource(7, 'mr', 'Merge Request', '合并请求', [
    ['create', 'Create', '创建', 'BBBBCD'],
    ['update', 'Edit', '编辑', 'BBCCDD'],
    ['comment', 'Comment', '评论', 'BBBBCC'],
    ['review', 'Review', '检视', 'BBBBDC'],
    ['approve', 'Approve', '审核', 'BBCCDD'],
    ['merge', 'Merge', '合入', 'BBCCDD'],
    ['close', 'Close', '关闭', 'BBCCDD'],
    ['reopen', 'Reopen', '重新打开', 'BBCCDD'],
  ]),
  resource(8, 'label', 'Label', '标记', [
    ['create', 'Create', '创建', 'BBBBCD'],
    ['delete', 'Delete', '删除', 'BBBBCD'],
    ['update', 'Edit', '编辑', 'BBBBCD'],
  ]),
];

/** The roles that the matrix has: those that members are given. */
export const matrixRoles: readonly ProjectRole[] = projectRoles.filter(({ id }) => id !== -1);

/** How a role stands to an action. Administrators have everything for good. */
export function standingOf(action: Action, roleId: number): Standing {
  const column = columns.findIndex((roles) => roles.includes(roleId));
  return column === -1 ? 'A' : (action.standings[column] as Standing);
}
