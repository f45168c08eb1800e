import { type Asks, type Case, mayDeny } from './case.ts';
import { buildViewers, everyRole, makers } from './roles.ts';

const build = (operation: string, roles: readonly number[], point: string): Asks => ({
  ...mayDeny(`codeartsbuild:group:${operation}`),
  roles,
  lacks: `${point}.`,
  hidden: '403 CB.00060200',
});

const buildPath = (projectId: string, rest: string) => `/v1/job/${projectId}/group/${rest}`;

/** Groups of build tasks, and what roles may do in a project. */
export const buildGroupCases: Readonly<Record<string, Case>> = {
  'CodeArts Build: CreateJobGroup': {
    asks: build('createGroup', makers, 'build-group.manage'),
    status: 200,
    call: ({ scene, projectId }) => ({
      method: 'POST',
      path: buildPath(projectId, 'create'),
      body: { name: scene.word() },
    }),
  },
  'CodeArts Build: DeleteGroup': {
    asks: build('deleteGroup', makers, 'build-group.manage'),
    status: 200,
    async call({ scene, projectId }) {
      const { id } = await scene.buildGroup(projectId);
      return { method: 'DELETE', path: buildPath(projectId, 'delete'), query: { id } };
    },
  },
  'CodeArts Build: ListGroupTree': {
    asks: build('listGroups', buildViewers, 'build-group.view'),
    status: 200,
    call: ({ projectId }) => ({ method: 'GET', path: buildPath(projectId, 'tree') }),
  },
  'CodeArts Build: SwitchedPacket': {
    asks: build('swapGroups', makers, 'build-group.manage'),
    status: 200,
    async call({ scene, projectId }) {
      const { id: source_group_id } = await scene.buildGroup(projectId);
      const { id: target_group_id } = await scene.buildGroup(projectId);
      const query = { source_group_id, target_group_id };
      return { method: 'POST', path: buildPath(projectId, 'swap'), query };
    },
  },
  'CodeArts Build: UpdateJobGroup': {
    asks: build('updateGroup', makers, 'build-group.manage'),
    status: 200,
    async call({ scene, projectId }) {
      const { id } = await scene.buildGroup(projectId);
      return {
        method: 'PUT',
        path: buildPath(projectId, 'update'),
        body: { id, name: scene.word() },
      };
    },
  },
  'CodeArts Build: ShowProjectPermission': {
    asks: {
      ...mayDeny('codeartsbuild:project:getPermission'),
      roles: everyRole,
      hidden: '403 CB.00060200',
    },
    status: 200,
    call: ({ projectId }) => ({
      method: 'GET',
      path: '/v1/domain/user-permission',
      query: { project_id: projectId },
    }),
  },
};
