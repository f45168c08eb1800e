/** The roles' names in Chinese, by number. Source: CodeArts user guide, project members (zh-cn). */
const chinese: Readonly<Record<number, string>> = {
  3: '项目经理',
  4: '开发人员',
  5: '测试经理',
  6: '测试人员',
  7: '参与者',
  8: '浏览者',
  9: '运维经理',
  10: '产品经理',
  11: '系统工程师',
  12: 'Committer',
  13: '项目管理员',
};

/** -1 is the creator of a project, or the owner of a group. */
export function chineseNameOf(role: { readonly id: number; readonly name: string }): string {
  if (role.id !== -1) return chinese[role.id] ?? role.name;
  return role.name === 'Owner' ? '所有者' : '项目创建者';
}
