import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { newAccount, onEveryStore, unknownId } from '../scene.ts';
import { badBody, denied, refused } from './answers.ts';

const createProject = proven('IAM v3', 'KeystoneCreateProject');
const listProjects = operationOf('IAM v3', 'KeystoneListProjects');

const badName = '\\[project.name\\] must be cn-north-4_ followed by letters, digits, _ or -';
const noRegion = '\\[project.name\\] must start with a served region and _: cn-north-4';

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('creates a sub-project through the %s', async (way) => {
    const { world } = scene;
    const name = `cn-north-4_by-${way}`;
    const parent_id = world.iamProjectId;
    const project = { name, parent_id, domain_id: world.domainId, description: 'text' };
    const answer = await scene[way].send(createProject, {}, { project });
    const id = expect.stringMatching(/^[0-9a-f]{32}$/);
    const links = { self: expect.stringMatching(`^${world.endpoint}/v3/projects/[0-9a-f]{32}$`) };
    const more = { id, enabled: true, is_domain: false, links };
    expect(answer.body).toEqual({ project: { ...project, ...more } });
    const found = await scene.core.send(listProjects, { name });
    expect(found.body).toMatchObject({ projects: [{ name, parent_id }] });
  });

  it('takes the parent from the name where none is given', async () => {
    for (const [name, parent] of [
      ['cn-north-4_a', {}],
      ['cn-north-4_b', { parent_id: null, description: null }],
      ['cn-north-4_c', { parent_id: scene.world.domainId }],
    ] as const) {
      const answer = await scene.core.send(createProject, {}, { project: { name, ...parent } });
      const project = { parent_id: scene.world.iamProjectId, description: '' };
      expect(answer.body).toMatchObject({ project });
    }
  });

  it('refuses a name that is taken, as the core asks for a region that exists', async () => {
    const { domainId } = scene.world;
    await scene.core.send(createProject, {}, { project: { name: 'cn-north-4_taken' } });
    for (const project of [
      { name: 'cn-north-4_taken' },
      { name: 'cn-north-4', domain_id: domainId },
    ]) {
      const answer = await scene.core.send(createProject, {}, { project });
      const text = 'Conflict occurred when attempting to store project - \\[project.name\\] ';
      expect(answer).toMatchObject(refused(409, 'IAM.0005', text));
    }
  });

  it.each([
    ['nothing', undefined, '\\[body\\] is required'],
    ['no JSON', '{', '\\[body\\] must be JSON'],
    ['no project', {}, '\\[project\\] is required'],
    ['a text as project', { project: 'x' }, '\\[project\\] must be a JSON object'],
    ['no name', { project: {} }, '\\[project.name\\] is required'],
    ['a number as name', { project: { name: 1 } }, '\\[project.name\\] must be a text'],
    ['an empty name', { project: { name: '' } }, noRegion],
    ['another region', { project: { name: 'eu-west-101_a' } }, noRegion],
    ['no word', { project: { name: 'cn-north-4_' } }, badName],
    ['a blank', { project: { name: 'cn-north-4_a b' } }, badName],
    ['65 characters', { project: { name: `cn-north-4_${'a'.repeat(54)}` } }, badName],
    [
      'a long description',
      { project: { name: 'cn-north-4_d', description: 'd'.repeat(256) } },
      '\\[project.description\\] must be a text of at most 255',
    ],
  ])('refuses %s', async (_what, body, reason) => {
    const answer = await scene.hand.send(createProject, {}, body);
    expect(answer).toMatchObject(badBody(reason));
  });

  it('refuses what the core makes of wrong types', async () => {
    const answer = await scene.core.send(createProject, {}, { project: { name: [] } });
    expect(answer).toMatchObject(badBody('\\[project.name\\] must be a text'));
  });

  it('finds no unknown parent and no other account', async () => {
    const stranger = await newAccount(scene, 'foreign');
    const name = 'cn-north-4_x';
    for (const [project, text] of [
      [{ name, parent_id: unknownId }, `Could not find project: ${unknownId}`],
      [{ name, parent_id: stranger.iamProjectId }, 'Could not find project: '],
      [{ name, domain_id: unknownId }, `Could not find domain: ${unknownId}`],
    ] as const) {
      const answer = await scene.core.send(createProject, {}, { project });
      expect(answer).toMatchObject(refused(404, 'IAM.0004', `(\\[.*\\] )?${text}`));
    }
  });

  it('asks for a policy', async () => {
    const body = { project: { name: 'cn-north-4_mine' } };
    const bare = await scene.enter('bare');
    const answer = await bare.core.send(createProject, {}, body);
    expect(answer).toMatchObject(denied('iam:projects:createProject'));
    const allowed = await scene.enter('allowed', { allow: ['iam:projects:create*'] });
    expect((await allowed.core.send(createProject, {}, body)).status).toBe(201);
  });
});
