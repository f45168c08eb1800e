import { type Asks, type Attempt, type Case, mustAllow } from './case.ts';
import { everyRole, makers, managers } from './roles.ts';
import type { Scene } from './scene.ts';

/** Who may move what others made. */
const administrators = [-1, 13];

/** What is Atelier's own about the groups of a project, and what a role in a group would do for. */
const inGroup = (action: string, roles: readonly number[], point: string): Asks => ({
  action: `codeartsrepo:group:${action}`,
  policy: 'must-allow',
  roles,
  lacks: `${point}, and no role of yours in the repository group has it.`,
  hidden: '404 AT.404',
});

/** What is Atelier's own about a project. */
const inProject = (
  action: string,
  policy: 'must-allow' | 'may-deny',
  roles: readonly number[],
  point: string,
): Asks => ({ action, policy, roles, lacks: `${point}.`, hidden: '404 AT.404' });

/** Atelier's own operations on groups, in the form of the table that they are part of. */
export const extensionCases: Readonly<Record<string, Case>> = {
  'Atelier: ListAudit': {
    asks: mustAllow('atelier:audit:list'),
    status: 200,
    call: () => ({ method: 'GET', path: '/atelier/v1/audit' }),
  },
  'Atelier: SetGroupMember': {
    asks: inGroup('updateMembers', managers, 'repository-member.create'),
    status: 200,
    async call({ scene, projectId }) {
      const { path } = await groupAndColleague(scene, projectId);
      return { method: 'PUT', path, body: { role_id: 4 } };
    },
  },
  'Atelier: RemoveGroupMember': {
    asks: inGroup('updateMembers', managers, 'repository-member.delete'),
    status: 204,
    async call({ scene, projectId }) {
      const { group, colleague, path } = await groupAndColleague(scene, projectId);
      await scene.joinGroup(colleague, group, 4);
      return { method: 'DELETE', path };
    },
  },
  'Atelier: ShowGroupAccess': {
    asks: inGroup('getMembers', managers, 'repository-member.update'),
    status: 200,
    async call({ scene, projectId, caller }) {
      const { id } = await scene.repositoryGroup(projectId);
      const path = `/atelier/v1/repository-groups/${id}/access`;
      const user_id = caller.user.domainId === scene.root.user.domainId ? caller.user.id : '0';
      return { method: 'GET', path, query: { user_id } };
    },
  },
  'Atelier: UpdateRepositoryGroup': {
    asks: inGroup('setGroup', managers, 'repository-group.settings'),
    status: 200,
    async call({ scene, projectId }) {
      const { id } = await scene.repositoryGroup(projectId);
      const body = { description: scene.word(), visibility: 'private' };
      return { method: 'PATCH', path: `/atelier/v1/repository-groups/${id}`, body };
    },
  },
  'Atelier: MoveRepositoryGroup': {
    asks: inGroup('setGroup', administrators, 'repository-group.move'),
    status: 200,
    async call({ scene, projectId }) {
      const { id } = await scene.repositoryGroup(projectId);
      const parent = await scene.repositoryGroup(projectId);
      const body = { parent_id: Number(parent.id) };
      return { method: 'POST', path: `/atelier/v1/repository-groups/${id}/move`, body };
    },
  },
  'Atelier: ListDeletedRepositoryGroups': {
    asks: inProject('codeartsrepo:group:getGroup', 'must-allow', everyRole, ''),
    status: 200,
    call: ({ projectId }) => ({ method: 'GET', path: deletedRepositoryGroups(projectId) }),
  },
  'Atelier: RestoreRepositoryGroup': {
    asks: inProject(
      'codeartsrepo:group:createGroup',
      'must-allow',
      makers,
      'repository-group.create',
    ),
    status: 200,
    async call(attempt) {
      const id = await deletedRepositoryGroup(attempt);
      const path = `${deletedRepositoryGroups(attempt.projectId)}/${id}/restore`;
      return { method: 'POST', path, body: {} };
    },
  },
  'Atelier: PurgeRepositoryGroup': {
    asks: inProject('codeartsrepo:group:deleteGroup', 'must-allow', everyRole, ''),
    status: 204,
    async call(attempt) {
      const id = await deletedRepositoryGroup(attempt);
      return { method: 'DELETE', path: `${deletedRepositoryGroups(attempt.projectId)}/${id}` };
    },
  },
  'Atelier: ExportGroups': {
    asks: inProject('atelier:project:getGroups', 'must-allow', managers, 'project.edit'),
    status: 200,
    call: ({ projectId }) => ({ method: 'GET', path: groups(projectId) }),
  },
  'Atelier: ImportGroups': {
    asks: inProject('atelier:project:createGroups', 'must-allow', managers, 'project.edit'),
    status: 200,
    call: ({ scene, projectId }) => ({
      method: 'POST',
      path: groups(projectId),
      body: { format: 'atelier-groups/1', repository_groups: [{ path: scene.word() }] },
    }),
  },
  'Atelier: ListDeletedBuildTaskGroups': {
    asks: inProject('codeartsbuild:group:listGroups', 'may-deny', makers, 'build-group.manage'),
    status: 200,
    call: ({ projectId }) => ({ method: 'GET', path: deletedBuildGroups(projectId) }),
  },
  'Atelier: RestoreBuildTaskGroup': {
    asks: inProject('codeartsbuild:group:createGroup', 'may-deny', makers, 'build-group.manage'),
    status: 200,
    async call(attempt) {
      const id = await deletedBuildGroup(attempt);
      const path = `${deletedBuildGroups(attempt.projectId)}/${id}/restore`;
      return { method: 'POST', path, body: {} };
    },
  },
  'Atelier: PurgeBuildTaskGroup': {
    asks: inProject('codeartsbuild:group:deleteGroup', 'may-deny', makers, 'build-group.manage'),
    status: 204,
    async call(attempt) {
      const id = await deletedBuildGroup(attempt);
      return { method: 'DELETE', path: `${deletedBuildGroups(attempt.projectId)}/${id}` };
    },
  },
};

const groups = (projectId: string) => `/atelier/v1/projects/${projectId}/groups`;
const deletedRepositoryGroups = (projectId: string) =>
  `/atelier/v1/projects/${projectId}/deleted-repository-groups`;
const deletedBuildGroups = (projectId: string) =>
  `/atelier/v1/projects/${projectId}/deleted-build-task-groups`;

/** A group that the caller has deleted, so that they see it whatever their role. */
async function deletedRepositoryGroup({ scene, caller, projectId }: Attempt): Promise<string> {
  const { id } = await scene.repositoryGroup(projectId);
  await scene.deleted('repositoryGroup', id, caller);
  return id;
}

async function deletedBuildGroup({ scene, caller, projectId }: Attempt): Promise<string> {
  const { id } = await scene.buildGroup(projectId);
  await scene.deleted('buildTaskGroup', id, caller);
  return id;
}

/** A group and somebody of its project, with the path of their membership. */
async function groupAndColleague(scene: Scene, projectId: string) {
  const group = await scene.repositoryGroup(projectId);
  const colleague = await scene.player();
  await scene.join(colleague, projectId, 8);
  const path = `/atelier/v1/repository-groups/${group.id}/members/${colleague.user.id}`;
  return { group, colleague, path };
}
