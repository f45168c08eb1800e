import { beforeAll, describe, expect, it } from 'vitest';
import { type Client, proven, type Values, vendorClient } from '../../clients.ts';
import { type Answer, operationOf } from '../../strict-answers.ts';
import { newGroup } from '../repo/groups.ts';
import { newAccount, newProject, onEveryStore, type Role } from '../scene.ts';

const listAudit = proven('Atelier v1', 'ListAudit');
const showGroup = operationOf('CodeArtsRepo v4', 'ShowGroup');
const listGroups = operationOf('CodeArtsRepo v4', 'ListGroups');

interface Line {
  readonly id: number;
  readonly time: string;
  readonly user_name: string;
  readonly action: string;
  readonly resource: string;
  readonly request_id: string;
  readonly outcome: string;
}
interface Page {
  readonly audit: readonly Line[];
  readonly page_info: { readonly next_marker: string | null; readonly current_count: number };
}

const pageIn = ({ body }: Answer) => body as Page;
const createGroup = 'codeartsrepo:group:createGroup';

/** All lines that the client can page to. */
async function allLines(client: Client, query: Values = {}): Promise<Line[]> {
  const lines: Line[] = [];
  let marker: string | null | undefined;
  while (marker !== null) {
    const page = pageIn(await client.send(listAudit, { ...query, ...(marker ? { marker } : {}) }));
    expect(page.page_info.current_count).toBe(page.audit.length);
    lines.push(...page.audit);
    marker = page.page_info.next_marker;
  }
  return lines;
}

onEveryStore((scene) => {
  describe('of a day with changes and refusals', () => {
    let project_id: string;
    let maker: Role;
    let groups: number[];
    let refused: Answer;

    beforeAll(async () => {
      project_id = await newProject(scene);
      const allow = [createGroup];
      maker = await scene.enter('maker', { role: 4, in: project_id, allow });
      groups = [];
      for (const [i, name] of ['a', 'b', 'c_d', 'd'].entries()) {
        scene.now = Date.UTC(2026, 0, 3, i);
        groups.push(await newGroup(maker.core, project_id, { name }));
      }
      scene.now = Date.UTC(2026, 0, 3, 5);
      refused = await maker.core.send(showGroup, { project_id, group_id: groups[0] ?? 0 });
      expect(refused.status).toBe(403);
      scene.now = Date.UTC(2026, 0, 4);
    });

    it('tells who did what, when, from where and how it ended', async () => {
      const user_id = maker.person.user.id;
      for (const client of [scene.core, scene.token]) {
        const { audit } = pageIn(await client.send(listAudit, { user_id, limit: 2 }));
        expect(audit).toEqual([
          {
            id: expect.any(Number),
            time: '2026-01-03T05:00:00.000Z',
            user_id,
            user_name: 'maker',
            action: 'codeartsrepo:group:getGroup',
            resource: `/v4/${project_id}/groups/${groups[0]}`,
            project_id: null,
            request_id: refused.headers['x-request-id'],
            address: '127.0.0.1',
            outcome: 'refused',
            refusal_code: 'CH.004403',
            refusal_status: 403,
          },
          {
            id: expect.any(Number),
            time: '2026-01-03T03:00:00.000Z',
            user_id,
            user_name: 'maker',
            action: createGroup,
            resource: `repository-group/${groups[3]}`,
            project_id,
            request_id: expect.stringMatching(/^[0-9a-f]{32}$/),
            address: '127.0.0.1',
            outcome: 'success',
            refusal_code: null,
            refusal_status: null,
          },
        ]);
      }
    });

    it.each([
      [{ action: createGroup }, [3, 2, 1, 0]],
      [{ action: 'CodeArtsRepo:*:create?roup' }, [3, 2, 1, 0]],
      [{ action: 'codeartsrepo:group:create' }, []],
      [{ action: '%' }, []],
      [{ resource: 'repository_group/*' }, []],
      [{ resource: 'repository-group/*' }, [3, 2, 1, 0]],
      [{ outcome: 'success', action: 'codeartsrepo:*' }, [3, 2, 1, 0]],
      [{ outcome: 'refused', action: createGroup }, []],
      [{ since: '2026-01-03T01:00:00Z', until: '2026-01-03T03:00:00Z' }, [2, 1]],
      [{ since: '2026-01-03T03:00:00.000Z', action: createGroup }, [3]],
      [{ since: '2026-01-03T03:00:00.001Z', action: createGroup }, []],
      [{ limit: 1, action: createGroup }, [3, 2, 1, 0]],
      [{ limit: 3, action: createGroup }, [3, 2, 1, 0]],
    ] as [Values, number[]][])('asked with %j finds the groups %j', async (query, wanted) => {
      const lines = await allLines(scene.core, { user_id: maker.person.user.id, ...query });
      const ids = wanted.map((i) => `repository-group/${groups[i]}`);
      expect(lines.map(({ resource }) => resource)).toEqual(ids);
    });

    it('pages back to the first line, with none twice', async () => {
      const whole = await allLines(scene.core);
      const ids = whole.map(({ id }) => id);
      expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a));
      expect(await allLines(scene.core, { limit: 7 })).toEqual(whole);
      expect(await allLines(scene.core, { limit: 1, outcome: 'refused' })).toEqual(
        whole.filter(({ outcome }) => outcome === 'refused'),
      );
    });
  });

  it('keeps to the account of the caller', async () => {
    const other = vendorClient(scene.world, await newAccount(scene, 'other'));
    const theirs = await allLines(other);
    expect(theirs.map(({ action }) => action)).toContain('atelier:host:operate');
    const ours = new Set((await allLines(scene.core)).map(({ id }) => id));
    expect(theirs.filter(({ id }) => ours.has(id))).toEqual([]);
    const { domainId } = scene.world;
    const user = await scene.world.server.data.store.read((records) =>
      records.access.findUserByName(domainId, scene.world.userName),
    );
    expect(await allLines(other, { user_id: user?.id ?? '' })).toEqual([]);
  });

  it('looks at a bounded number of lines, and says where to go on', async () => {
    const { domainId, userName, server } = scene.world;
    const entry = { at: scene.now, domainId, userId: 'u', userName, requestId: '', address: '' };
    await server.data.store.write(async ({ audit }) => {
      for (let i = 0; i < 6000; i += 1) {
        const action = i === 0 ? 'test:needle:first' : 'test:hay:more';
        const resource = `x/${i}`;
        await audit.append({ ...entry, action, resource, projectId: null, refusal: undefined });
      }
    });
    const query = { action: 'test:needle:*' };
    const first = pageIn(await scene.core.send(listAudit, query));
    expect(first).toMatchObject({ audit: [], page_info: { next_marker: expect.any(String) } });
    const found = await allLines(scene.core, query);
    expect(found.map(({ resource }) => resource)).toEqual(['x/0']);
    // Where all that was looked at is too old, nothing follows.
    const since = new Date(scene.now + 3_600_000).toISOString();
    const late = pageIn(await scene.core.send(listAudit, { since, action: 'test:*' }));
    expect(late.page_info).toEqual({ next_marker: null, current_count: 0 });
  });

  it('answers 100 lines unless told, and up to 200', async () => {
    const counted = async (query: Values) =>
      pageIn(await scene.core.send(listAudit, { action: 'test:hay:*', ...query })).audit.length;
    expect([await counted({}), await counted({ limit: 200 })]).toEqual([100, 200]);
  });

  it.each([
    [{ limit: 0 }, '[limit] must be an integer from 1 to 200'],
    [{ limit: 201 }, '[limit] must be an integer from 1 to 200'],
    [{ marker: '-1' }, '[marker] must be the next_marker of a page'],
    [{ outcome: 'failed' }, '[outcome] must be one of success, refused'],
    [{ since: 'yesterday' }, '[since] must be a time such as 2026-01-02T03:04:05Z'],
    [{ until: '2026-13-01T00:00:00Z' }, '[until] must be a time such as 2026-01-02T03:04:05Z'],
    [{ action: 'x'.repeat(257) }, '[action] must be a text of at most 256 characters'],
  ])('refuses %j', async (query, reason) => {
    const answer = await scene.core.send(listAudit, query);
    const error_msg = `Invalid value. ${reason}`;
    expect(answer).toMatchObject({ status: 400, body: { error_code: 'AT.400', error_msg } });
  });

  it('opens to those whom a policy lets, and to no one else', async () => {
    const auditor = await scene.enter('auditor', { allow: ['atelier:audit:list'] });
    expect((await auditor.core.send(listAudit)).status).toBe(200);
    const bare = await scene.enter('bare', { role: 3, allow: ['codeartsrepo:*:*'] });
    expect((await bare.core.send(listGroups)).status).toBe(200);
    const answer = await bare.core.send(listAudit);
    expect(answer).toMatchObject({ status: 403, body: { error_code: 'AT.403' } });
  });
});
