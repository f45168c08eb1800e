import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { heardByAnOutsider, newProject, onEveryStore } from '../scene.ts';
import { badProject, noProject, paramError } from './answers.ts';

const updateProject = proven('ProjectMan v4', 'UpdateProjectV4');
const listProjects = operationOf('ProjectMan v4', 'ListProjectsV4');

const badName = '\\[project_name\\] must be 1 to 128 characters';

onEveryStore((scene) => {
  /** What the list shows of the projects that a search finds. */
  const found = async (search: string) => {
    const answer = await scene.core.send(listProjects, { search, offset: 0, limit: 10 });
    return (answer.body as { projects: object[] }).projects;
  };

  it.each(['core', 'token'] as const)('renames and describes through the %s', async (way) => {
    const project_id = await newProject(scene);
    const created_time = scene.now;
    scene.now += 1000;
    const body = { project_name: `new ${way}`, description: 'text' };
    const answer = await scene[way].send(updateProject, { project_id }, body);
    expect(answer).toMatchObject({ status: 204, text: '' });
    const updated_time = scene.now;
    const times = { created_time, updated_time };
    expect(await found(`new ${way}`)).toMatchObject([{ ...body, project_id, ...times }]);
    await scene[way].send(updateProject, { project_id }, { project_name: `newer ${way}` });
    expect(await found(`newer ${way}`)).toMatchObject([{ description: 'text' }]);
    await scene[way].send(updateProject, { project_id }, { ...body, description: '' });
    expect(await found(`new ${way}`)).toMatchObject([{ description: '' }]);
  });

  it('keeps its own name, and takes no other project’s', async () => {
    const project_id = await newProject(scene);
    const taken = await scene.core.send(
      updateProject,
      { project_id },
      { project_name: 'First project' },
    );
    const reason = '\\[project_name\\] a project named First project exists';
    expect(taken).toMatchObject(paramError(reason));
    const { projectId } = scene.world;
    const own = { project_name: 'First project', description: 'x' };
    const answer = await scene.core.send(updateProject, { project_id: projectId }, own);
    expect(answer.status).toBe(204);
  });

  it.each([
    ['nothing', undefined, '\\[body\\] is required'],
    ['no JSON', '{', '\\[body\\] must be JSON'],
    ['no name', { description: 'x' }, '\\[project_name\\] is required'],
    ['null as name', { project_name: null }, '\\[project_name\\] is required'],
    ['a number as name', { project_name: 1 }, '\\[project_name\\] must be a text'],
    ['an empty name', { project_name: '' }, badName],
    ['129 characters', { project_name: 'n'.repeat(129) }, badName],
    [
      'a long description',
      { project_name: 'n', description: 'd'.repeat(2001) },
      '\\[description\\] must be',
    ],
  ])('refuses %s and changes nothing', async (_what, body, reason) => {
    const { projectId: project_id } = scene.world;
    const before = await found('First');
    scene.now += 1000;
    const answer = await scene.hand.send(updateProject, { project_id }, body);
    expect(answer).toMatchObject(paramError(reason));
    expect(await found('First')).toEqual(before);
  });

  it('refuses a malformed id before it looks at the body', async () => {
    const answer = await scene.core.send(updateProject, { project_id: 'x' }, {});
    expect(answer).toMatchObject(badProject);
  });

  it('tells an unknown project, a foreign one and a hidden one alike', async () => {
    const answer = await heardByAnOutsider(scene, (client, project_id) =>
      client.send(updateProject, { project_id }, { project_name: 'x' }),
    );
    expect(answer).toMatchObject(noProject);
  });

  it('lets a manager update, and not a developer', async () => {
    const { projectId: project_id } = scene.world;
    const body = { project_name: 'First project' };
    const developer = await scene.enter('developer', { role: 4 });
    const answer = await developer.core.send(updateProject, { project_id }, body);
    const reason = 'User: .* because the role Developer lacks the permission project.edit';
    expect(answer).toMatchObject(paramError(reason, 403));
    const manager = await scene.enter('manager', { role: 3 });
    expect((await manager.core.send(updateProject, { project_id }, body)).status).toBe(204);
  });
});
