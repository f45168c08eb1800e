import { nullable, Type } from '../../../contract/schema.ts';
import type { Repository, RepositoryContent } from '../../../domain/repositories/index.ts';
import type { Node, Seen } from '../../../domain/tree/index.ts';
import type { Context } from '../../context.ts';
import { principalOf } from '../../permissions.ts';
import { cloneAddress, levelIn, namespaceOf } from '../repository-answers.ts';

/** RepoInfoV2. */
export const repoInfoV2 = Type.Object({
  created_at: Type.String({ description: 'Creation time, UTC.' }),
  creator_name: Type.String({ description: 'Name of the user who owns it.' }),
  domain_name: Type.String({ description: 'Account name.' }),
  group_name: Type.String({ description: 'Path between host and name in its address.' }),
  https_url: Type.String({ description: 'Address to clone it from.' }),
  iam_user_uuid: Type.String({ description: 'IAM user ID of its owner.' }),
  is_owner: Type.Integer({ description: '1 where the caller owns it.' }),
  lfs_size: Type.String(),
  project_is_deleted: Type.String({ description: 'false' }),
  project_uuid: Type.String({ description: 'CodeArts project ID.' }),
  repository_id: Type.Integer({ description: 'Repository ID.' }),
  repository_name: Type.String({ description: 'Repository name.' }),
  repository_size: nullable(Type.String({ description: 'On the disk; null in lists.' })),
  repository_uuid: Type.String({ description: 'Repository UUID.' }),
  ssh_url: nullable(Type.String()),
  star: Type.Boolean(),
  status: Type.Integer({ description: '0: normal.' }),
  updated_at: Type.String({ description: 'Time of the last change or push, UTC.' }),
  userRole: Type.Integer({ description: "Caller's access level: 20, 30 or 40." }),
  visibility_level: Type.Integer({ description: '0 private, 20 public.' }),
  web_url: nullable(Type.String()),
});

/** Values of `repoInfoV2`; `content` where one repository is shown by itself. */
export function infoV2(
  context: Context,
  repository: Repository<Node & Seen>,
  content?: RepositoryContent,
) {
  const { domainName, userId } = principalOf(context);
  const changed = Math.max(repository.updatedAt ?? 0, repository.lastActivityAt);
  return {
    created_at: plainTime(repository.createdAt),
    creator_name: repository.creatorName,
    domain_name: domainName,
    group_name: namespaceOf(repository),
    https_url: cloneAddress(context, repository),
    iam_user_uuid: repository.creatorId,
    is_owner: Number(repository.creatorId === userId),
    lfs_size: '0.00M',
    project_is_deleted: 'false',
    project_uuid: repository.projectId,
    repository_id: Number(repository.id),
    repository_name: repository.name,
    repository_size: content ? sizeText(content.bytes) : null,
    repository_uuid: repository.uuid,
    ssh_url: null,
    star: false,
    status: 0,
    updated_at: plainTime(changed),
    userRole: Math.min(levelIn(repository), 40),
    visibility_level: repository.visibility === 'private' ? 0 : 20,
    web_url: null,
  };
}

/** `2019-10-15 09:40:27`. Source: V2 pages, examples. */
function plainTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

/** In M, above 1024 of them in G. Source: SDK, RepoInfoV2. */
function sizeText(bytes: number): string {
  const megabytes = bytes / 1024 / 1024;
  return megabytes > 1024 ? `${(megabytes / 1024).toFixed(2)}G` : `${megabytes.toFixed(2)}M`;
}
