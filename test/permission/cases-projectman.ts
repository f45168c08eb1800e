import { type Asks, type Case, mayDeny, mustAllow } from './case.ts';
import { everyRole, managers } from './roles.ts';
import type { Scene } from './scene.ts';

const projectMan = (action: string, roles: readonly number[], point: string): Asks => ({
  ...mayDeny(`codeartsreq:${action}`),
  roles,
  lacks: `${point}.`,
  hidden: '404 PM.00000001',
});

/** Projects and their members. */
export const projectmanCases: Readonly<Record<string, Case>> = {
  'CodeArts Req: CreateProjectV4': {
    asks: mayDeny('codeartsreq:project:create'),
    status: 200,
    call: ({ scene }) => ({
      method: 'POST',
      path: '/v4/project',
      body: { project_name: scene.word(), project_type: 'scrum' },
    }),
  },
  'CodeArts Req: ListProjectsV4': {
    asks: mayDeny('codeartsreq:project:list'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v4/projects' }),
  },
  'CodeArts Req: CheckProjectNameV4': {
    asks: mayDeny('codeartsreq:project:checkName'),
    status: 200,
    call: ({ scene }) => ({
      method: 'POST',
      path: '/v4/projects/check-name',
      body: { project_name: scene.word() },
    }),
  },
  'CodeArts Req: ShowProjectInfoV4': {
    asks: projectMan('project:get', everyRole, ''),
    status: 200,
    call: ({ projectId }) => ({ method: 'GET', path: `/v4/projects/${projectId}` }),
  },
  'CodeArts Req: UpdateProjectV4': {
    asks: projectMan('project:update', managers, 'project.edit'),
    status: 204,
    call: ({ scene, projectId }) => ({
      method: 'PUT',
      path: `/v4/projects/${projectId}`,
      body: { project_name: scene.word() },
    }),
  },
  'CodeArts Req: DeleteProjectV4': {
    asks: projectMan('project:delete', managers, 'project.delete'),
    status: 204,
    call: ({ projectId }) => ({ method: 'DELETE', path: `/v4/projects/${projectId}` }),
  },
  'CodeArts Req: AddMemberV4': {
    asks: projectMan('member:add', managers, 'project.members'),
    status: 204,
    async call({ scene, projectId }) {
      const { id, domainId } = (await scene.player()).user;
      const body = { domain_id: domainId, user_id: id, role_id: 4 };
      return { method: 'POST', path: `/v4/projects/${projectId}/member`, body };
    },
  },
  'CodeArts Req: ListProjectMembersV4': {
    asks: projectMan('member:list', everyRole, ''),
    status: 200,
    call: ({ projectId }) => ({ method: 'GET', path: `/v4/projects/${projectId}/members` }),
  },
  'CodeArts Req: ShowCurUserInfo': {
    asks: mayDeny('codeartsreq:member:get'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v4/user' }),
  },
  'CodeArts Req: UpdateNickNameV4': {
    asks: mustAllow('codeartsreq:member:update'),
    status: 204,
    call: ({ scene }) => ({ method: 'PUT', path: '/v4/user', body: { nick_name: scene.word() } }),
  },
  'CodeArts Req: ListDomainNotAddedProjectsV4': {
    asks: mayDeny('codeartsreq:project:list'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v4/projects/domain/not-added' }),
  },
  'CodeArts Req: BatchAddMembersV4': {
    asks: projectMan('member:add', managers, 'project.members'),
    status: 204,
    async call({ scene, projectId }) {
      const { id } = (await scene.player()).user;
      const body = { users: [{ user_id: id, role_id: 4 }] };
      return { method: 'POST', path: `/v4/projects/${projectId}/members`, body };
    },
  },
  'CodeArts Req: BatchDeleteMembersV4': {
    asks: projectMan('member:remove', managers, 'project.members'),
    status: 204,
    async call({ scene, projectId }) {
      const body = { user_ids: [await newMember(scene, projectId)] };
      return { method: 'DELETE', path: `/v4/projects/${projectId}/members`, body };
    },
  },
  'CodeArts Req: UpdateMembesRoleV4': {
    asks: projectMan('member:updateRole', managers, 'project.members'),
    status: 204,
    async call({ scene, projectId }) {
      const body = { role_id: 8, user_ids: [await newMember(scene, projectId)] };
      return { method: 'POST', path: `/v4/projects/${projectId}/members/role`, body };
    },
  },
  'CodeArts Req: RemoveProject': {
    asks: projectMan('member:quit', everyRole, ''),
    status: 204,
    // Creators stay, and a root user may be no member.
    ruledOut: 400,
    call: ({ projectId }) => ({ method: 'DELETE', path: `/v4/projects/${projectId}/quit` }),
  },
  'CodeArts Req: ShowCurUserRole': {
    asks: projectMan('member:getRole', everyRole, ''),
    status: 200,
    call: ({ projectId }) => ({ method: 'GET', path: `/v4/projects/${projectId}/user-role` }),
  },
};

/** The id of a user who has just become a member. */
async function newMember(scene: Scene, projectId: string): Promise<string> {
  const player = await scene.player();
  await scene.join(player, projectId, 4);
  return player.user.id;
}
