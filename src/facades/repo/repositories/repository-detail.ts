import { nullable, Type } from '../../../contract/schema.ts';
import type { User } from '../../../domain/access/index.ts';
import type { Project } from '../../../domain/projects/index.ts';
import type { RepositoryContent } from '../../../domain/repositories/index.ts';
import type { Node } from '../../../domain/tree/index.ts';
import type { Context } from '../../context.ts';
import { fullName, fullPath, repoTime } from '../groups/group-answers.ts';
import { cloneAddress, levelIn, namespaceOf } from '../repository-answers.ts';
import type { Told } from '../told-repository.ts';

const person = nullable(
  Type.Object({
    id: Type.Integer({ description: 'Number of the user.' }),
    name: Type.String({ description: 'User name.' }),
    username: Type.String({ description: 'IAM user ID.' }),
    state: Type.String({ description: 'active or blocked.' }),
    service_license_status: nullable(Type.Integer()),
    name_cn: nullable(Type.String()),
    nick_name: Type.String({ description: 'Nickname.' }),
    tenant_name: Type.String({ description: 'Account name.' }),
  }),
);

const access = nullable(
  Type.Object({
    access_level: Type.Integer({ description: '20, 30, 40 or 50.' }),
    notification_level: nullable(Type.Integer()),
  }),
);

/** ShowRepositoryResponse, which TransferRepository answers, too. */
export const repositoryDetail = Type.Object({
  id: Type.Integer({ description: 'Repository ID.' }),
  description: Type.String({ description: 'Repository description.' }),
  name: Type.String({ description: 'Repository name.' }),
  name_with_namespace: Type.String({ description: 'Project ID and names from the top down.' }),
  path: Type.String({ description: 'Last segment of its path.' }),
  path_with_namespace: Type.String({ description: 'The name with namespace as a path.' }),
  created_at: Type.String({ description: 'Creation time, UTC.' }),
  updated_at: Type.String({ description: 'Time of the last change to its settings, UTC.' }),
  archived: Type.Boolean(),
  ssh_url_to_repo: nullable(Type.String()),
  http_url_to_repo: Type.String({ description: 'Address to clone it from.' }),
  project_id: Type.String({ description: 'CodeArts project ID.' }),
  project_name: Type.String({ description: 'Project name.' }),
  develop_mode: Type.String({ description: 'normal' }),
  moderation_result: nullable(Type.Boolean()),
  default_branch: Type.String({ description: 'Default branch.' }),
  avatar_url: nullable(Type.String()),
  star_count: Type.Integer(),
  forks_count: Type.Integer(),
  open_issues_count: Type.Integer(),
  open_merge_requests_count: Type.Integer(),
  last_activity_at: Type.String({ description: 'Time of the last push, UTC.' }),
  namespace: Type.Object({
    id: Type.Integer({ description: 'ID of the group; of the project directly under one.' }),
    name: Type.String(),
    path: Type.String(),
    develop_mode: Type.String(),
    kind: Type.String({ description: 'group or project.' }),
    full_path: Type.String(),
    full_name: Type.String(),
    parent_id: nullable(Type.Integer()),
    visibility_level: nullable(Type.Integer({ description: '0 private, 20 public.' })),
    enable_file_control: Type.Boolean(),
    owner_id: nullable(Type.Integer({ description: 'Number of the user who owns the group.' })),
  }),
  empty_repo: Type.Boolean({ description: 'Whether it has no commit.' }),
  starred: Type.Boolean(),
  visibility: Type.String({ description: 'private or public.' }),
  security_tag: nullable(Type.String()),
  security: nullable(Type.String()),
  network_type: nullable(Type.String()),
  owner: person,
  creator: person,
  creator_id: Type.Integer({ description: 'Number of the user who owns it.' }),
  forked_from_repository: Type.Null(),
  encryption_status: nullable(Type.String()),
  repo_encryption_enabled: Type.Boolean(),
  uuid: Type.String({ description: 'Repository UUID.' }),
  ancestor_ids: Type.Array(Type.Integer(), { description: 'Groups from the top group down.' }),
  ancestor_names: Type.Array(Type.String(), { description: 'Their names.' }),
  import_status: nullable(Type.String()),
  import_url: nullable(Type.String()),
  import_error: nullable(Type.String()),
  repo_type: nullable(Type.String()),
  only_allow_merge_if_pipeline_succeeds: Type.Boolean(),
  request_access_enabled: Type.Boolean(),
  only_allow_merge_if_all_discussions_are_resolved: Type.Boolean(),
  merge_method: nullable(Type.String()),
  fork_network_repositories: Type.Array(Type.Object({})),
  permissions: Type.Object({ repository_access: access, group_access: access }),
  repository_type: nullable(Type.String()),
  statistics: Type.Object({
    commit_count: Type.Integer({ description: 'Commits on the default branch.' }),
    storage_size: Type.Number({ description: 'MB on the disk.' }),
    repository_size: Type.Number({ description: 'The same.' }),
    lfs_objects_size: Type.Number(),
    tenant_repo_size_limit: nullable(Type.Integer()),
  }),
  branch_count: Type.Integer(),
  tag_count: Type.Integer(),
  label_count: Type.Integer(),
  member_count: Type.Integer({ description: 'Members, inherited ones included.' }),
});

export function detailOf(
  context: Context,
  { repository, project, group, owner, domainName }: Told,
  content: RepositoryContent,
) {
  const megabytes = Math.round((content.bytes / 1024 / 1024) * 100) / 100;
  const byGroup = repository.standings.find(({ node }) => node && node.id !== repository.id);
  const shownOwner = owner ? personOf(owner, domainName) : null;
  return {
    id: Number(repository.id),
    description: repository.description,
    name: repository.name,
    name_with_namespace: fullName(repository),
    path: repository.name,
    path_with_namespace: fullPath(repository),
    created_at: repoTime(repository.createdAt),
    updated_at: repoTime(repository.updatedAt ?? repository.createdAt),
    archived: false,
    ssh_url_to_repo: null,
    http_url_to_repo: cloneAddress(context, repository),
    project_id: project.id,
    project_name: project.name,
    develop_mode: 'normal',
    moderation_result: null,
    default_branch: repository.defaultBranch,
    avatar_url: null,
    star_count: 0,
    forks_count: 0,
    open_issues_count: 0,
    open_merge_requests_count: 0,
    last_activity_at: repoTime(repository.lastActivityAt),
    namespace: namespaceDetail(repository, project, group),
    empty_repo: content.empty,
    starred: false,
    visibility: repository.visibility ?? 'private',
    security_tag: null,
    security: null,
    network_type: null,
    owner: shownOwner,
    creator: shownOwner,
    creator_id: repository.creatorNumber,
    forked_from_repository: null,
    encryption_status: null,
    repo_encryption_enabled: false,
    uuid: repository.uuid,
    ancestor_ids: repository.path.split('.').slice(0, -1).map(Number),
    ancestor_names: repository.namePath.split('/').slice(0, -1),
    import_status: null,
    import_url: null,
    import_error: null,
    repo_type: null,
    only_allow_merge_if_pipeline_succeeds: false,
    request_access_enabled: false,
    only_allow_merge_if_all_discussions_are_resolved: false,
    merge_method: null,
    fork_network_repositories: [],
    permissions: {
      repository_access: { access_level: levelIn(repository), notification_level: null },
      group_access: byGroup
        ? { access_level: byGroup.role.accessLevel, notification_level: null }
        : null,
    },
    repository_type: null,
    statistics: {
      commit_count: content.commits,
      storage_size: megabytes,
      repository_size: megabytes,
      lfs_objects_size: 0,
      tenant_repo_size_limit: null,
    },
    branch_count: content.branches,
    tag_count: content.tags,
    label_count: 0,
    member_count: repository.memberCount,
  };
}

function namespaceDetail(repository: Node, project: Project, group: Node | undefined) {
  const shared = { develop_mode: 'normal', enable_file_control: false };
  if (!group) {
    return {
      ...shared,
      id: project.number,
      name: project.name,
      path: project.id,
      kind: 'project',
      full_path: namespaceOf(repository),
      full_name: project.id,
      parent_id: null,
      visibility_level: null,
      owner_id: null,
    };
  }
  return {
    ...shared,
    id: Number(group.id),
    name: group.name,
    path: group.name,
    kind: 'group',
    full_path: fullPath(group),
    full_name: fullName(group),
    parent_id: group.parentId === null ? null : Number(group.parentId),
    visibility_level: group.visibility === 'private' ? 0 : 20,
    owner_id: group.creatorNumber,
  };
}

function personOf(user: User, domainName: string) {
  return {
    id: user.number,
    name: user.name,
    username: user.id,
    state: user.enabled ? 'active' : 'blocked',
    service_license_status: null,
    name_cn: null,
    nick_name: user.nickName,
    tenant_name: domainName,
  };
}
