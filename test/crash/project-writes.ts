import { type Answer, loginBody } from '../concurrency/client.ts';
import type { Scene, Writes } from './write.ts';

/** One successful call of every operation that writes about projects and their members. */
export const projectWrites: Writes = {
  'CodeArts Req CreateProjectV4': (scene) => createProject(scene),
  'CodeArts Req UpdateProjectV4': async (scene) => {
    const { body } = await createProject(scene);
    return scene.send('PUT', `/v4/projects/${body.project_id}`, { project_name: scene.name() });
  },
  'CodeArts Req DeleteProjectV4': async (scene) => {
    const { body } = await createProject(scene);
    return scene.send('DELETE', `/v4/projects/${body.project_id}`);
  },
  'CodeArts Req AddMemberV4': async (scene) => {
    const { body } = await createProject(scene);
    const member = { domain_id: scene.first.domainId, user_id: scene.first.colleagueId };
    return scene.send('POST', `/v4/projects/${body.project_id}/member`, member);
  },
  'CodeArts Req BatchAddMembersV4': (scene) => addColleague(scene, (answer) => answer),
  'CodeArts Req BatchDeleteMembersV4': (scene) =>
    addColleague(scene, (_answer, members) =>
      scene.send('DELETE', members, { user_ids: [scene.first.colleagueId] }),
    ),
  'CodeArts Req UpdateMembesRoleV4': (scene) =>
    addColleague(scene, (_answer, members) =>
      scene.send('POST', `${members}/role`, { role_id: 8, user_ids: [scene.first.colleagueId] }),
    ),
  'CodeArts Req RemoveProject': (scene) =>
    addColleague(scene, async (_answer, members) => {
      const login = { ...scene.first, userName: 'colleague', password: 'Secret-1' };
      const { headers } = await scene.send('POST', '/v3/auth/tokens', loginBody(login));
      const token = headers.get('x-subject-token') ?? '';
      const quit = members.replace(/members$/, 'quit');
      return scene.send('DELETE', quit, undefined, { 'X-Auth-Token': token });
    }),
  'CodeArts Req UpdateNickNameV4': ({ send, name }) =>
    send('PUT', '/v4/user', { nick_name: name() }),
};

/** Makes the colleague a member of a new project; `then` gets the answer and the members' path. */
async function addColleague(
  scene: Scene,
  then: (answer: Answer, members: string) => Answer | Promise<Answer>,
): Promise<Answer> {
  const { body } = await createProject(scene);
  const members = `/v4/projects/${body.project_id}/members`;
  const users = [{ user_id: scene.first.colleagueId }];
  return then(await scene.send('POST', members, { users }), members);
}

export const createProject = ({ send, name }: Scene) =>
  send('POST', '/v4/project', { project_name: name(), project_type: 'scrum' });
