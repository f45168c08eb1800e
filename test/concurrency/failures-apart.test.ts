import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultTreeLimits, treeKinds } from '../../src/domain/tree/index.ts';
import { treeFaults } from '../properties/tree-faults.ts';
import { openWorld, type World } from '../world.ts';
import { type Answer, atOnce, loggedIn, type Send, tally } from './client.ts';

const limits = { ...defaultTreeLimits, buildGroupsPerProject: 40 };
const kinds = treeKinds(limits);
/** A role that sees groups and makes none. */
const viewer = 8;

/** What is asked for at once: how often, and what must come of each. */
interface Asked {
  readonly times: number;
  readonly outcome: string;
  ask(i: number): Promise<Answer>;
}

const told = ({ status, body }: Answer): string =>
  status < 400 ? String(status) : `${status} ${body.error_code} ${body.error_msg}`;
const unknownGroup = 'f'.repeat(32);

describe.each(['memory', 'file'])('failing requests among others, %s store', (store) => {
  let place: string;
  let world: World;
  let send: Send;
  let sendAsViewer: Send;
  let fullProject: string;
  let buildParent: string;
  let deepest: string;
  let repoParent: number;
  let lastNumber: number;

  const build = (by: Send, project: string, name: string, parent_id?: string) =>
    by('POST', `/v1/job/${project}/group/create`, { name, parent_id });
  const repo = (by: Send, project: string, name: string, parent_id?: number) =>
    by('POST', `/v4/${project}/groups`, { name, parent_id });
  const buildId = ({ body }: Answer): string => body.result[0].id;

  beforeEach(async () => {
    place = mkdtempSync(join(tmpdir(), 'atelier-apart-'));
    const data = store === 'file' ? { data: { directory: place } } : {};
    world = await openWorld('memory', { limits, ...data });
    send = await loggedIn(world.endpoint, world);
    const { projectId } = world;
    const person = await world.addUser('viewer');
    await world.join(person, projectId, viewer);
    await world.allow(person, 'Allow', '*');
    const { password } = person;
    sendAsViewer = await loggedIn(world.endpoint, { ...world, userName: 'viewer', password });

    const other = { project_name: 'full', project_type: 'scrum' };
    fullProject = (await send('POST', '/v4/project', other)).body.project_id;
    await atOnce(limits.buildGroupsPerProject, (i) => build(send, fullProject, `group-${i}`));
    buildParent = buildId(await build(send, projectId, 'parent'));
    const middle = buildId(await build(send, projectId, 'middle', buildParent));
    deepest = buildId(await build(send, projectId, 'deepest', middle));
    repoParent = (await repo(send, projectId, 'parent')).body.id;
    lastNumber = (await repo(send, projectId, 'child', repoParent)).body.id;
  });
  afterEach(async () => {
    await world.close();
    rmSync(place, { recursive: true });
  });

  /** 32 creates that must succeed and 32 calls that fail at every stage, the later ones having written. */
  function mix(): Asked[] {
    const { projectId } = world;
    const taken = (kind: string, name: string) =>
      `a ${kind} named ${name} exists under the same parent already`;
    const badParam = '400 CB.00060200 Invalid param.';
    const badValue = '400 CH.010001 Invalid parameter value format.';
    const lacks = (point: string) => expect.stringContaining(`lacks the permission ${point}`);
    return [
      { times: 8, outcome: '200', ask: (i) => build(send, projectId, `top-${i}`) },
      { times: 8, outcome: '200', ask: (i) => build(send, projectId, `inner-${i}`, buildParent) },
      { times: 8, outcome: '201', ask: (i) => repo(send, projectId, `top-${i}`) },
      { times: 8, outcome: '201', ask: (i) => repo(send, projectId, `inner-${i}`, repoParent) },
      // The tree's count is raised by then, the parent's and the sequence of numbers, too.
      {
        times: 4,
        outcome: `${badParam} [name] ${taken('build task group', 'parent')}`,
        ask: () => build(send, projectId, 'parent'),
      },
      {
        times: 3,
        outcome: `${badParam} [name] ${taken('build task group', 'middle')}`,
        ask: () => build(send, projectId, 'middle', buildParent),
      },
      {
        times: 4,
        outcome: `${badValue} [name] ${taken('repository or repository group', 'parent')}`,
        ask: () => repo(send, projectId, 'parent'),
      },
      {
        times: 3,
        outcome: `${badValue} [name] ${taken('repository or repository group', 'child')}`,
        ask: () => repo(send, projectId, 'child', repoParent),
      },
      {
        times: 4,
        outcome: `${badParam} the project has 40 build task groups already, the most there may be`,
        ask: (i) => build(send, fullProject, `late-${i}`),
      },
      // Nothing is written by then.
      {
        times: 2,
        outcome: expect.stringMatching(/^400 CB\.00060200 .*parent_id/) as never,
        ask: (i) => build(send, projectId, `lost-${i}`, unknownGroup),
      },
      {
        times: 2,
        outcome: '404 CH.004404 Group Not Found',
        ask: (i) => repo(send, projectId, `lost-${i}`, 2_000_000_000),
      },
      {
        times: 2,
        outcome: expect.stringContaining('have at most 3 levels') as never,
        ask: (i) => build(send, projectId, `deep-${i}`, deepest),
      },
      {
        times: 2,
        outcome: expect.stringMatching(/^400 CH\.010001 .*\[name\]/) as never,
        ask: () => repo(send, projectId, ''),
      },
      {
        times: 3,
        outcome: lacks('build-group.manage') as never,
        ask: (i) => build(sendAsViewer, projectId, `forbidden-${i}`),
      },
      {
        times: 3,
        outcome: lacks('repository-group.create') as never,
        ask: (i) => repo(sendAsViewer, projectId, `forbidden-${i}`),
      },
    ];
  }

  it('leave nothing behind and take nothing along', async () => {
    const { projectId } = world;
    const asked = mix();
    // Dealt out in turns, so that failures lie between successes.
    const turns = Array.from({ length: 8 }, (_, i) => asked.filter(({ times }) => i < times));
    const calls = turns.flatMap((kindsOfCall, i) => kindsOfCall.map((each) => ({ ...each, i })));
    expect(calls.length).toBe(64);
    const answers = await Promise.all(calls.map(({ ask, i }) => ask(i)));
    const outcomes = calls.map(({ outcome }) => outcome);
    expect(answers.map(told)).toEqual(outcomes);

    const { store: records } = world.server.data;
    for (const project of [projectId, fullProject]) {
      for (const kind of [kinds.buildTaskGroup, kinds.repositoryGroup]) {
        const faults = await treeFaults(records, kind, { ...world, projectId: project });
        expect(faults, `${kind.subject}s of ${project}`).toEqual([]);
      }
    }
    const eight = (word: string) => Array.from({ length: 8 }, (_, i) => `${word}-${i}`);
    expect(await under('build', undefined)).toEqual(['parent', ...eight('top')]);
    expect(await under('build', buildParent)).toEqual([...eight('inner'), 'middle']);
    expect(await under('repo', undefined)).toEqual(['parent', ...eight('top')]);
    expect(await under('repo', repoParent)).toEqual(['child', ...eight('inner')]);

    // A failed create gives its number back: what was made is numbered without a gap.
    const made = answers.filter(({ status }) => status === 201).map(({ body }) => body.id);
    expect(made.sort((a, b) => a - b)).toEqual(
      Array.from({ length: 16 }, (_, i) => lastNumber + 1 + i),
    );

    if (store === 'file') {
      const succeeded = answers.filter(({ status }) => status < 400);
      const refused = answers.filter(({ status }) => status >= 400);
      expect(audited(answers, 'is null')).toEqual(tally(succeeded.map(requestId)));
      expect(audited(answers, 'is not null')).toEqual(tally(refused.map(requestId)));
    }
  });

  /** Names under a parent, sorted; their ordinals must be the first numbers, without a gap. */
  async function under(kind: 'build' | 'repo', parent: string | number | undefined) {
    const key = kinds[kind === 'build' ? 'buildTaskGroup' : 'repositoryGroup'].name;
    const nodes = await world.server.data.store.read((records) =>
      records.tree.listTree({ ...world, kind: key }),
    );
    const siblings = nodes.filter((node) => (node.parentId ?? undefined) === parent?.toString());
    const ordinals = siblings.map((node) => node.ordinal).sort((a, b) => a - b);
    expect(ordinals).toEqual([...siblings.keys()]);
    return siblings.map(({ name }) => name).sort();
  }

  /** How many lines the audit has of these, by their requests, of what was done or was refused. */
  function audited(answers: readonly Answer[], refusal: string): Record<string, number> {
    const database = new DatabaseSync(join(place, 'atelier.db'), { readOnly: true });
    const lines = database
      .prepare(`select request_id from audit where refusal_status ${refusal}`)
      .all();
    database.close();
    const asked = new Set(answers.map(requestId));
    return tally(lines.map((line) => String(line.request_id)).filter((id) => asked.has(id)));
  }
});

const requestId = ({ headers }: Answer): string => headers.get('x-request-id') ?? 'none';
