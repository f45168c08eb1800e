import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type Credentials, call } from './calls.ts';
import { atelier, printed, scratchDirectory, serve } from './command.ts';

const data = scratchDirectory();

type Row = Record<string, string | number>;
const rows = (...words: string[]) => printed<Row[]>([...words, '--data', data]);
const group = (...words: string[]) => rows('repository-group', ...words);

let root: Credentials;
let endpoint: string;
/** A group with one below it, made over the API of the running server. */
let ids: { readonly top: string; readonly below: string };
beforeAll(async () => {
  root = await printed(['init', '--data', data]);
  ({ endpoint } = await serve(['--data', data]));
  const make = async (body: object) => {
    const path = { project_id: root.project_id };
    const answer = await call(endpoint, root, 'createGroup', path, body);
    return (answer.body as { id: number }).id;
  };
  const top = await make({ name: 'a' });
  const below = await make({ name: 'b', parent_id: top });
  ids = { top: String(top), below: String(below) };
});

test('groups are renamed, hidden and moved beside a running server', async () => {
  const { top, below } = ids;
  expect(await group('rename', top, 'c')).toEqual([
    { id: Number(top), path: 'c', visibility: 'public', made_private: 0 },
  ]);
  expect(await group('visibility', top, 'private')).toMatchObject([{ made_private: 1 }]);
  expect(await group('move', below, 'top')).toMatchObject([{ path: 'b', visibility: 'private' }]);
  expect(await group('move', below, top)).toMatchObject([{ path: 'c/b' }]);
  expect(await group('list', root.project_id)).toEqual([
    { id: Number(top), type: 'group', path: 'c', visibility: 'private', owner: root.user_name },
    { id: Number(below), type: 'group', path: 'c/b', visibility: 'private', owner: root.user_name },
  ]);
});

test('groups are exported, imported, restored and purged', async () => {
  const { project_id } = root;
  const file = join(scratchDirectory(), 'groups.json');
  expect(await group('export', project_id, file)).toEqual([
    { file, build_task_groups: 0, repository_groups: 2, repositories: 0 },
  ]);
  const again = await atelier(['repository-group', 'import', project_id, file, '--data', data]);
  expect(again).toMatchObject({ code: 1, stdout: '' });
  expect(again.stderr).toMatch(/repository_groups\[0\], c: name .* exists under the same parent/);

  const { body } = await call(endpoint, root, 'createJobGroup', { project_id }, { name: 'x' });
  const [{ id }] = (body as { result: [{ id: string }] }).result;
  await call(endpoint, root, 'deleteJobGroup', { project_id, id });
  const deleted = { id, type: 'group', path: 'x', count: 1, deleted_by: root.user_name };
  const build = (...words: string[]) => rows('build-group', ...words);
  expect(await build('deleted', project_id)).toMatchObject([deleted]);
  expect(await build('restore', project_id, id, 'y')).toEqual([
    { id, path: 'y', restored: 1, made_private: 0 },
  ]);
  await call(endpoint, root, 'deleteJobGroup', { project_id, id });
  expect(await build('purge', project_id, id)).toEqual([]);
  expect(await build('deleted', project_id)).toEqual([]);
});

test('what cannot be done is refused', async () => {
  for (const [words, complaint] of [
    [['rename', '2147483647', 'x'], /there is no repository group 2147483647/],
    [['visibility', ids.top, 'open'], /a group is public or private, not open/],
    [['move', ids.top, ids.below], /must not be the repository group itself or lie below it/],
    [['restore', root.project_id, ids.top], /nothing that was deleted in the project/],
    [['import', root.project_id, '/nowhere.json'], /nowhere.json cannot be read as JSON/],
  ] as const) {
    const all = ['repository-group', ...words, '--data', data];
    const { code, stdout, stderr } = await atelier(all);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(complaint);
  }
});
