import type { Asks, Case } from './cases.ts';

const administrators = [-1, 13];
const managers = [...administrators, 3];

/** What is Atelier's own about the groups of a project, and what a role in a group would do for. */
const inGroup = (action: string, roles: readonly number[], point: string): Asks => ({
  action: `codeartsrepo:group:${action}`,
  policy: 'must-allow',
  roles,
  lacks: `${point}, and no role of yours in the repository group has it.`,
  hidden: '404 AT.404',
});

/** Atelier's own operations on groups, in the form of the table that they are part of. */
export const extensionCases: Readonly<Record<string, Case>> = {
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
};
