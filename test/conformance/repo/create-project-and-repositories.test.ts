import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';
import { badValue, notAllowed } from './groups.ts';

const create = proven('CodeArtsRepo v3 (v1-v3 paths)', 'CreateProjectAndRepositories');
const createRepository = 'codeartsrepo:repository:createRepository';

onEveryStore((scene) => {
  const holds = async () => {
    const list = operationOf('ProjectMan v4', 'ListProjectsV4');
    const { body } = await scene.core.send(list, { offset: 0, limit: 100 });
    const files = await scene.world.server.data.repositories.list();
    return { projects: (body as { total: number }).total, files: files.length };
  };

  it('makes a project and a repository in it, for its creator', async () => {
    const maker = await scene.enter('maker', { allow: ['codeartsrepo:*:*'] });
    for (const [way, client] of Object.entries({ core: maker.core, token: maker.token })) {
      const wanted = {
        project_name: `By ${way}`,
        repo_name: 'engine',
        type: 'scrum',
        visibility_level: 20,
        import_members: 1,
        external_project_info: { external_service: 'x', external_key_message: 'y' },
      };
      const { status, body } = await client.send(create, {}, wanted);
      expect(status).toBe(200);
      const { projectUuid, repositoryUuid } = (
        body as { result: { projectUuid: string; repositoryUuid: string } }
      ).result;
      expect(body).toEqual({ result: { projectUuid, repositoryUuid }, status: 'success' });
      const show = operationOf('CodeArtsRepo v3 (v1-v3 paths)', 'ShowRepositoryByUuid');
      const shown = await client.send(show, { repository_uuid: repositoryUuid });
      expect(shown.body).toMatchObject({
        result: {
          project_uuid: projectUuid,
          repository_name: 'engine',
          visibility_level: 20,
          is_owner: 1,
          creator_name: 'maker',
        },
      });
      const info = operationOf('ProjectMan v4', 'ShowProjectInfoV4');
      const project = await client.send(info, { project_id: projectUuid });
      expect(project.body).toMatchObject({ project: { name: `By ${way}` } });
    }
  });

  it.each([
    [{ project_name: 'Taken' }, '\\[project_name\\] a project named Taken exists'],
    [{ project_name: '' }, '\\[project_name\\] must be 1 to 128 characters'],
    [{ project_name: null }, '\\[project_name\\] is required'],
    [{ repo_name: 'a b' }, '\\[repo_name\\] must be 1 to 256 letters'],
    [{ repo_name: 'a.git' }, '\\[repo_name\\] must be 1 to 256 letters'],
    [{ repo_name: 'n'.repeat(257) }, '\\[repo_name\\] must be 1 to 256 letters'],
    [{ repo_name: null }, '\\[repo_name\\] is required'],
    [{ type: 'x' }, '\\[type\\] must be one of scrum, '],
    [{ visibility_level: 10 }, '\\[visibility_level\\] must be 0 \\(private\\) or 20'],
    [{ import_members: 2 }, '\\[import_members\\] must be 0 or 1'],
  ])('refuses %j and leaves neither', async (wrong, reason) => {
    await scene.core.send(create, {}, { project_name: 'Taken', repo_name: 'r' });
    const before = await holds();
    const wanted = { project_name: 'Fresh', repo_name: 'r', ...wrong };
    const answer = await scene.core.send(create, {}, wanted);
    expect(answer).toMatchObject({ status: 400, body: badValue(reason) });
    expect(await holds()).toEqual(before);
  });

  it.each([
    ['without a policy for repositories', 'allowed-nothing', [], createRepository],
    [
      'where a policy denies projects',
      'denied',
      ['codeartsreq:project:create'],
      'codeartsreq:project:create',
    ],
  ])('makes neither %s', async (_when, name, denied, missing) => {
    const allow = denied.length > 0 ? { allow: [createRepository] } : {};
    const { core, person } = await scene.enter(name, allow);
    if (denied.length > 0) await scene.world.allow(person, 'Deny', ...denied);
    const before = await holds();
    const answer = await core.send(create, {}, { project_name: name, repo_name: 'r' });
    expect(answer).toMatchObject({ status: 403, body: notAllowed(`.*perform: ${missing}`) });
    expect(await holds()).toEqual(before);
  });
});
