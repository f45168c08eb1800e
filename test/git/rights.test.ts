import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProject } from '../../src/domain/projects/index.ts';
import {
  changeSettings,
  protectInProject,
  type Repository,
} from '../../src/domain/repositories/index.ts';
import { loggedIn, loginBody } from '../concurrency/client.ts';
import { openWorld, type Person, type World } from '../world.ts';
import { GitClient } from './git-client.ts';
import { cloneAddress, kinds, newRepository } from './repositories.ts';

const git = new GitClient();
let world: World;
let open: Repository;
let closed: Repository;
let manager: Person;
let developer: Person;
let viewer: Person;
let outsider: Person;
const roles = { manager: 3, developer: 4, viewer: 8 };
const all = ['codeartsrepo:*:*'];

beforeAll(async () => {
  world = await openWorld();
  open = await newRepository(world, 'open', { group: 'shown', visibility: 'public' });
  closed = await newRepository(world, 'closed', { group: 'hidden', visibility: 'private' });
  [manager, developer, viewer, outsider] = (await Promise.all(
    ['manager', 'developer', 'viewer', 'outsider'].map(async (name) => {
      const person = await world.addUser(name);
      await world.allow(person, 'Allow', ...all);
      return person;
    }),
  )) as [Person, Person, Person, Person];
  await world.join(manager, world.projectId, roles.manager);
  await world.join(developer, world.projectId, roles.developer);
  await world.join(viewer, world.projectId, roles.viewer);
});
afterAll(async () => {
  git.close();
  await world.close();
});

const nameOf = ({ user }: Person) => `${world.domainName}/${user.name}`;
const address = (repository: Repository, person: Person, password = person.password) =>
  cloneAddress(world, repository, nameOf(person), password);
const listed = (repository: Repository, person: Person, password?: string) =>
  git.try(git.place, 'ls-remote', address(repository, person, password));

/** One request as git would send it. */
function asked(path: string, authorization?: string, method = 'GET') {
  return fetch(`${world.endpoint}${path}`, {
    method,
    headers: authorization === undefined ? {} : { authorization },
  });
}
const basic = (user: string, password: string) => `Basic ${btoa(`${user}:${password}`)}`;
/** A line of git's protocol. */
const pktLine = (text: string) => (text.length + 4).toString(16).padStart(4, '0') + text;
const refsOf = ({ projectId, namePath }: { projectId: string; namePath: string }) =>
  `/${projectId}/${namePath}.git/info/refs?service=git-upload-pack`;

describe('who is asked for a password', () => {
  it('is everybody, also for a public repository', async () => {
    const { status, headers } = await asked(refsOf(open));
    expect([status, headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringContaining('Basic'),
    ]);
  });

  it('gets in as the account alone, or as account/user with or without an escape', async () => {
    const root = cloneAddress(world, open);
    expect((await git.try(git.place, 'ls-remote', root)).code).toBe(0);
    for (const name of [nameOf(developer), nameOf(developer).replace('/', '%2F')]) {
      expect((await asked(refsOf(open), basic(name, developer.password))).status).toBe(200);
    }
  });

  it('gets in with a token of theirs, not with that of somebody else or a secret key', async () => {
    const login = { ...world, userName: developer.user.name, password: developer.password };
    const answer = await fetch(`${world.endpoint}/v3/auth/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(loginBody(login)),
    });
    const token = answer.headers.get('x-subject-token') ?? '';
    expect((await listed(open, developer, token)).code).toBe(0);
    expect((await listed(open, manager, token)).said).toContain('Authentication failed');
    const withSecret = await listed(open, developer, developer.secretKey);
    expect(withSecret.said).toContain('Authentication failed');
    const keyPair = await asked(refsOf(open), basic(developer.accessKey, developer.secretKey));
    expect(keyPair.status).toBe(401);
  });

  it('is asked again after a wrong one, and after too many not any more', async () => {
    const guesser = await world.addUser('guesser');
    await world.join(guesser, world.projectId, roles.developer);
    await world.allow(guesser, 'Allow', ...all);
    expect((await listed(open, guesser)).code).toBe(0);
    for (let i = 0; i < 5; i += 1) {
      expect((await asked(refsOf(open), basic(nameOf(guesser), 'wrong'))).status).toBe(401);
    }
    const right = await asked(refsOf(open), basic(nameOf(guesser), guesser.password));
    expect([right.status, await right.text()]).toEqual([
      403,
      expect.stringContaining('15 minutes'),
    ]);
  });

  it('is out the moment that they are disabled, however often the password was right', async () => {
    const leaver = await world.addUser('leaver');
    await world.join(leaver, world.projectId, roles.developer);
    await world.allow(leaver, 'Allow', ...all);
    expect((await listed(open, leaver)).code).toBe(0);
    const send = await loggedIn(world.endpoint, world);
    await send('PUT', `/v5/users/${leaver.user.id}`, { enabled: false });
    expect((await listed(open, leaver)).said).toContain('Authentication failed');
  });
});

describe('who may', () => {
  it('fetch: who has the permission to download', async () => {
    expect((await listed(open, developer)).code).toBe(0);
    const refused = await listed(open, viewer);
    expect(refused.said).toContain('403');
    expect(refused.said).toContain('lacks the permission code.download');
  });

  it('push: who has the permission for it, and says so at once to who has not', async () => {
    const seed = await git.seeded();
    await git.run(seed, 'push', '-q', address(open, developer), 'main');
    const { code, said } = await git.try(seed, 'push', address(open, viewer), 'main:other');
    expect(code).not.toBe(0);
    expect(said).toContain('lacks the permission code.push');
  });

  it('delete a tag: not who lacks that one permission, which is told for that ref alone', async () => {
    const seed = await git.seeded();
    const theirs = address(open, developer);
    await git.run(seed, 'push', '-q', theirs, 'main:refs/heads/tagged', 'main:refs/tags/v1');
    const { code, said } = await git.try(
      seed,
      'push',
      theirs,
      ':refs/tags/v1',
      'main:refs/heads/more',
    );
    expect(code).toBe(1);
    expect(said).toMatch(
      /remote rejected\] v1 \(no role of yours .* has the permission tag.delete\)/,
    );
    expect(said).toMatch(/new branch\] +main -> more/);
    const atomic = await git.try(
      seed,
      'push',
      '--atomic',
      theirs,
      ':refs/tags/v1',
      'main:refs/heads/none',
    );
    expect(atomic.said).not.toMatch(/new branch/);
    const left = await git.run(git.place, 'ls-remote', theirs);
    expect(left).toContain('refs/tags/v1');
    expect(left).not.toContain('refs/heads/none');
  });

  it('see a private repository: whom its group lets in', async () => {
    expect((await listed(closed, developer)).code).toBe(0);
    expect((await listed(closed, viewer)).said).toContain('not found');
  });

  it('tell a hidden repository from none at all: nobody', async () => {
    const { projectId } = open;
    const paths = [
      refsOf(closed),
      refsOf({ projectId, namePath: 'hidden/none' }),
      refsOf({ projectId, namePath: 'none' }),
      refsOf({ projectId: 'f'.repeat(32), namePath: 'closed' }),
    ];
    for (const person of [viewer, outsider]) {
      const told = await Promise.all(
        paths.map(async (path) => {
          const answer = await asked(path, basic(nameOf(person), person.password));
          const headers = Object.fromEntries(answer.headers);
          delete headers['x-request-id'];
          delete headers.date;
          return { status: answer.status, text: await answer.text(), headers };
        }),
      );
      expect(told[0]?.status).toBe(404);
      expect(new Set(told.map((each) => JSON.stringify(each))).size).toBe(1);
    }
  });

  it('do it without a policy that allows it: nobody but the root user', async () => {
    const bare = await world.addUser('bare');
    await world.join(bare, world.projectId, roles.developer);
    expect((await listed(open, bare)).said).toContain('codeartsrepo:repository:getRepository');
    await world.allow(bare, 'Allow', 'codeartsrepo:repository:get*');
    expect((await listed(open, bare)).code).toBe(0);
    const seed = await git.seeded();
    const { said } = await git.try(seed, 'push', address(open, bare), 'main:bare');
    expect(said).toContain('codeartsrepo:repository:pushCode');
  });
});

describe('what a push may not do', () => {
  it('is noted in the audit, with who wanted it', async () => {
    const seed = await git.seeded();
    await git.try(seed, 'push', address(open, viewer), 'main:noted');
    const lines = await world.server.data.store.read(({ audit }) =>
      audit.list(world.domainId, { userId: viewer.user.id }, { from: 0, below: 1e9 }, 10),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({
        action: 'codeartsrepo:repository:pushCode',
        refusal: { code: 'GIT.403', status: 403 },
      }),
    );
  });

  it('is to force a protected branch, also for those who may push to it', async () => {
    const { store, clock } = world.server.data;
    const repository = await newRepository(world, 'protected');
    await store.write(async (records) => {
      const within = await openProject(records, world.operator, world.projectId);
      const push = { action: 'push', userNumbers: [developer.user.number] } as const;
      const rule = { name: 'release/*', actions: [push] };
      await protectInProject(records, within, kinds.repositoryGroup, 'branch', rule, clock.now());
    });
    const theirs = address(repository, developer);
    const seed = await git.seeded();
    await git.commit(seed, 'second');
    await git.run(seed, 'push', '-q', theirs, 'main:refs/heads/release/1', 'main:refs/heads/free');
    await git.commit(seed, 'third');
    await git.run(seed, 'push', '-q', theirs, 'main:refs/heads/release/1');
    const back = ['main~2:refs/heads/release/1', 'main~2:refs/heads/free'];
    const forced = await git.try(seed, 'push', '--force', theirs, ...back);
    expect(forced.said).toMatch(
      /remote rejected\] main~2 -> release\/1 \(the branch is protected: /,
    );
    expect(forced.said).toMatch(/main~2 -> free/);
    const third = await git.run(seed, 'rev-parse', 'main');
    const tips = await git.run(git.place, 'ls-remote', '--heads', theirs);
    expect(tips).toContain(`${third}\trefs/heads/release/1`);
    const others = await git.try(
      seed,
      'push',
      address(repository, manager),
      ':refs/heads/release/1',
    );
    expect(others.said).toContain('nobody may delete it');
    const unnamed = await world.addUser('unnamed');
    await world.allow(unnamed, 'Allow', ...all);
    await world.join(unnamed, world.projectId, roles.developer);
    await git.commit(seed, 'fourth');
    const kept = await git.try(
      seed,
      'push',
      address(repository, unnamed),
      'main:refs/heads/release/1',
    );
    expect(kept.said).toContain('you may not push to it');
  });

  it('is to name branches and tags against the policy of the group', async () => {
    const { store, clock } = world.server.data;
    const repository = await newRepository(world, 'named', { group: 'with-names' });
    await store.write(async (records) => {
      const within = await openProject(records, world.operator, world.projectId);
      const { repositoryGroup } = kinds;
      const group = await records.tree.findNode(
        world.domainId,
        'repository-group',
        repository.parentId ?? '',
      );
      if (!group) throw new Error('the group is there');
      const names = { branchNames: '^(main|feature/.+)$', tagNames: '^v\\d+$' };
      await changeSettings(records, within, repositoryGroup, group, names, clock.now());
    });
    const theirs = address(repository, developer);
    const seed = await git.seeded();
    const { said } = await git.try(
      seed,
      'push',
      theirs,
      ...['main', 'main:feature/x', 'main:refs/heads/x', 'main:refs/tags/v1', 'main:refs/tags/one'],
    );
    expect(said).toMatch(/remote rejected\] main -> x \(the name of a branch must match/);
    expect(said).toMatch(/remote rejected\] main -> one \(the name of a tag must match/);
    const there = await git.run(git.place, 'ls-remote', '--heads', '--tags', theirs);
    expect(there.split('\n').map((line) => line.split('\t')[1])).toEqual([
      'refs/heads/feature/x',
      'refs/heads/main',
      'refs/tags/v1',
    ]);
  });

  it.each(['capabilities', 'shallow'] as const)(
    'is to smuggle a command past its rules in overlong %s',
    async (where) => {
      const { store, clock } = world.server.data;
      const repository = await newRepository(world, `smuggled-${where}`);
      const kept = `refs/heads/kept-${where}`;
      await store.write(async (records) => {
        const within = await openProject(records, world.operator, world.projectId);
        const rule = { name: `kept-${where}`, actions: [] };
        await protectInProject(records, within, kinds.repositoryGroup, 'branch', rule, clock.now());
      });
      const seed = await git.seeded();
      const tip = await git.run(seed, 'rev-parse', 'HEAD');
      const root = cloneAddress(world, repository);
      await git.run(seed, 'push', '-q', root, 'main', `main:${kept}`, 'main:free');

      const deleting = (ref: string) => `${tip} ${'0'.repeat(40)} ${ref}`;
      // So long that, were it written again for git in several lines, the command would begin one.
      const longest = 65_516;
      const behind = (start: string, filler: string, length: number) =>
        `${start}${filler.repeat(length - start.length - 1)} ${deleting(kept)}`;
      const longName = deleting(`refs/heads/${'a'.repeat(200)}`);
      const lines = {
        capabilities: [
          `${deleting('refs/x/y')}\0${behind('report-status ', 'z', longest - longName.length - 1)}`,
          longName,
        ],
        // What is no UTF-8 would be three bytes for one.
        shallow: [
          `${`shallow ${tip}`.padEnd(50)}${'\xff'.repeat((longest - 50) / 3)}${deleting(kept)}`,
          `${deleting('refs/heads/free')}\0report-status`,
        ],
      }[where];
      const url = `${world.endpoint}/${repository.projectId}/${repository.namePath}.git/git-receive-pack`;
      const authorization = basic(nameOf(developer), developer.password);
      const body = Buffer.from(`${lines.map(pktLine).join('')}0000`, 'latin1');
      const answer = await fetch(url, { method: 'POST', headers: { authorization }, body });
      const tips = await git.run(git.place, 'ls-remote', '--heads', root);
      expect(tips).toContain(`${tip}\t${kept}`);
      expect([answer.status, await answer.text()]).toEqual([
        400,
        expect.stringContaining('Not understood'),
      ]);
    },
  );

  it('is to touch refs that are neither branches nor tags', async () => {
    const seed = await git.seeded();
    const theirs = address(open, developer);
    const { said } = await git.try(seed, 'push', theirs, 'main:refs/notes/x', 'main:refs/merge/1');
    expect(said.match(/only branches .* and tags .* can be pushed/g)).toHaveLength(2);
  });
});

describe('what is no request of git', () => {
  it('is an unknown route, whatever it begins with', async () => {
    const { projectId } = open;
    for (const [method, path] of [
      ['GET', `/${projectId}/shown/open.git`],
      ['GET', `/${projectId}/shown/open.git/HEAD`],
      ['POST', `/${projectId}/shown/open.git/info/refs`],
      ['GET', `/${projectId}/shown/open.git/git-upload-pack`],
      ['GET', '/shown/open.git/info/refs?service=git-upload-pack'],
    ] as const) {
      const answer = await asked(path, undefined, method);
      expect([answer.status, await answer.json()]).toEqual([
        404,
        expect.objectContaining({ error_code: 'APIGW.0101' }),
      ]);
    }
  });

  it('is not an address that is written with escapes', async () => {
    const authorization = basic(nameOf(developer), developer.password);
    const escaped = refsOf({ ...open, namePath: 'sh%6Fwn/%6fpen' });
    expect((await asked(escaped, authorization)).status).toBe(200);
  });

  it('is the dumb protocol, and what is garbled', async () => {
    const { projectId } = open;
    const plain = await asked(`/${projectId}/shown/open.git/info/refs`);
    expect([plain.status, await plain.text()]).toEqual([403, expect.stringContaining('dumb')]);
    const authorization = basic(nameOf(developer), developer.password);
    const zeros = '0'.repeat(40);
    for (const body of ['zzzz', '0003', '00', pktLine('nonsense'), pktLine(`${zeros} ${zeros} `)]) {
      const url = `${world.endpoint}/${projectId}/shown/open.git/git-receive-pack`;
      const answer = await fetch(url, { method: 'POST', headers: { authorization }, body });
      expect([body, answer.status]).toEqual([body, 400]);
    }
    const strange = `${zeros} ${'1'.repeat(40)} refs/heads/x\0object-format=sha256`;
    for (const [service, body] of [
      ['receive-pack', `${pktLine(strange)}0000`],
      ['upload-pack', 'zzzz'],
      ['upload-pack', ''],
      ['upload-pack', `${pktLine('want nothing')}0000`],
    ] as const) {
      const url = `${world.endpoint}/${projectId}/shown/open.git/git-${service}`;
      const answer = await fetch(url, { method: 'POST', headers: { authorization }, body });
      expect([body, answer.status]).toEqual([body, 400]);
    }
    const zipped = await fetch(`${world.endpoint}/${projectId}/shown/open.git/git-upload-pack`, {
      method: 'POST',
      headers: { authorization, 'content-encoding': 'gzip' },
      body: 'not gzip',
    });
    expect([zipped.status, await zipped.text()]).toEqual([400, expect.stringContaining('gzip')]);
    const traversal = pktLine(`${zeros} ${'1'.repeat(40)} refs/heads/../../x\0report-status`);
    const url = `${world.endpoint}/${projectId}/shown/open.git/git-receive-pack`;
    const answer = await fetch(url, {
      method: 'POST',
      headers: { authorization },
      body: `${traversal}0000`,
    });
    expect(await answer.text()).toContain('ng refs/heads/../../x this is no name of a ref');
  });
});
