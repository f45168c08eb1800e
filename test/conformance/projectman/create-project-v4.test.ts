import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { newAccount, onEveryStore } from '../scene.ts';
import { denied, paramError } from './answers.ts';

const createProject = proven('ProjectMan v4', 'CreateProjectV4');
const listProjects = operationOf('ProjectMan v4', 'ListProjectsV4');
const listMembers = operationOf('ProjectMan v4', 'ListProjectMembersV4');

const project_type = 'scrum';
const badType = '\\[project_type\\] must be one of scrum, normal, xboard, basic, phoenix, ipd';
const badName = '\\[project_name\\] must be 1 to 128 characters without control characters';

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('creates a project through the %s', async (way) => {
    const user = await scene.enter(`user-${way}`);
    const body = { project_name: `by ${way}`, project_type, description: 'demo_description' };
    const answer = await user[way].send(createProject, {}, body);
    const { number } = user.person.user;
    expect(answer.body).toEqual({
      ...body,
      project_num_id: expect.any(Number),
      project_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      user_num_id: number,
    });
    const { project_id } = answer.body as { project_id: string };
    const members = await user.core.send(listMembers, { project_id });
    const creator = { user_num_id: number, role_id: -1, role_name: 'Project creator' };
    expect(members.body).toMatchObject({ members: [creator], total: 1 });
  });

  it('takes every type, and nothing where nothing is said', async () => {
    for (const type of ['scrum', 'normal', 'xboard', 'basic', 'phoenix', 'ipd']) {
      const more = { description: null, source: 'x', enterprise_id: '0', template_id: 1 };
      const body = { project_name: `a ${type}`, project_type: type, ...more };
      const answer = await scene.core.send(createProject, {}, body);
      expect(answer.body).toMatchObject({ project_type: type, description: '' });
    }
  });

  it('refuses a name that the account has, in the same letter case', async () => {
    const stranger = await newAccount(scene, 'foreign');
    const body = { project_name: 'Taken', project_type };
    await scene.core.send(createProject, {}, body);
    const answer = await scene.core.send(createProject, {}, body);
    expect(answer).toMatchObject(paramError('\\[project_name\\] a project named Taken exists'));
    for (const project_name of ['taken', 'Of foreign']) {
      const other = await scene.core.send(createProject, {}, { project_name, project_type });
      expect(other.status).toBe(200);
    }
    expect(stranger.projectId).toMatch(/^[0-9a-f]{32}$/);
  });

  it.each([
    ['nothing', undefined, '\\[body\\] is required'],
    ['no JSON', '{', '\\[body\\] must be JSON'],
    ['no name', { project_type }, '\\[project_name\\] is required'],
    ['null as name', { project_name: null, project_type }, '\\[project_name\\] is required'],
    ['a number as name', { project_name: 1, project_type }, '\\[project_name\\] must be a text'],
    ['an empty name', { project_name: '', project_type }, badName],
    ['blanks around the name', { project_name: ' a ', project_type }, badName],
    ['a line feed in the name', { project_name: 'a\nb', project_type }, badName],
    ['129 characters', { project_name: 'n'.repeat(129), project_type }, badName],
    ['no type', { project_name: 'a' }, '\\[project_type\\] is required'],
    ['an unknown type', { project_name: 'a', project_type: 'x' }, badType],
    [
      'a long description',
      { project_name: 'a', project_type, description: 'd'.repeat(2001) },
      '\\[description\\] must be a text of at most 2000',
    ],
    ['a text as template', { project_name: 'a', project_type, template_id: '1' }, '\\[template_id'],
  ])('refuses %s and writes nothing', async (_what, body, reason) => {
    const total = async () => {
      const answer = await scene.core.send(listProjects, { offset: 0, limit: 1 });
      return (answer.body as { total: number }).total;
    };
    const before = await total();
    const answer = await scene.hand.send(createProject, {}, body);
    expect(answer).toMatchObject(paramError(reason));
    expect(await total()).toBe(before);
  });

  it('refuses what the core makes of an unknown type', async () => {
    const answer = await scene.core.send(createProject, {}, { project_name: 'a' });
    expect(answer).toMatchObject(paramError('\\[project_type\\] is required'));
  });

  it('obeys a policy that denies it, before it reads the body', async () => {
    const { hand, person } = await scene.enter('denied');
    await scene.world.allow(person, 'Deny', 'codeartsreq:*:*');
    expect(await hand.send(createProject, {}, '{')).toMatchObject(
      denied('codeartsreq:project:create'),
    );
  });
});
