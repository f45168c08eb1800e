import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { services } from '../../src/main.ts';
import { type Answer, atOnce, loggedIn, loginBody } from '../concurrency/client.ts';
import { printedSeed, randomFrom } from '../properties/random.ts';
import { buildTaskWrites, newTask, type Scene } from './build-task-writes.ts';
import { bundledServer, startProcess } from './server-process.ts';
import { compiledTracer, judge, readTrace, type TraceEvent, type Verdict } from './sync-trace.ts';

const random = randomFrom(printedSeed('synced before answered'));
/** A name that a trace cannot take for another. */
const name = () => random.hex(32);

/** One successful call of every operation that writes, by service and operation. */
const writes: Readonly<Record<string, (scene: Scene) => Promise<Answer>>> = {
  'CodeArts Build CreateJobGroup': (scene) => createBuildGroup(scene, name()),
  'CodeArts Build DeleteGroup': async (scene) => {
    const { body } = await createBuildGroup(scene, name());
    const path = `/v1/job/${scene.first.projectId}/group/delete?id=${body.result[0].id}`;
    return scene.send('DELETE', path);
  },
  'CodeArts Build SwitchedPacket': async (scene) => {
    const [one, other] = [
      await createBuildGroup(scene, name()),
      await createBuildGroup(scene, name()),
    ];
    const ids = `source_group_id=${one.body.result[0].id}&target_group_id=${other.body.result[0].id}`;
    return scene.send('POST', `/v1/job/${scene.first.projectId}/group/swap?${ids}`);
  },
  'CodeArts Build UpdateJobGroup': async (scene) => {
    const { body } = await createBuildGroup(scene, name());
    const change = { id: body.result[0].id, name: name() };
    return scene.send('PUT', `/v1/job/${scene.first.projectId}/group/update`, change);
  },
  'CodeArts Build MoveGroup': async (scene) => {
    const { body } = await createBuildGroup(scene, name());
    const moved = { group_id: body.result[0].id, jobs: [{ job_id: await newTask(scene) }] };
    return scene.send('POST', `/v1/job/${scene.first.projectId}/group/move`, moved);
  },
  ...buildTaskWrites,
  'CodeArts Repo CreateGroup': (scene) => createRepoGroup(scene, name()),
  'CodeArts Repo DeleteGroup': async (scene) => {
    const { body } = await createRepoGroup(scene, name());
    return scene.send('DELETE', `/v4/${scene.first.projectId}/groups/${body.id}`);
  },
  'Identity and Access Management KeystoneCreateUserTokenByPassword': ({ send, first }) =>
    send('POST', '/v3/auth/tokens', loginBody(first)),
  'Identity and Access Management KeystoneCreateScopedToken': async ({ send, first }) => {
    const { headers } = await send('POST', '/v3/auth/tokens', loginBody(first));
    const token = { id: headers.get('x-subject-token') };
    const identity = { methods: ['token'], token };
    return send('POST', '/v3/auth/tokens', { auth: { identity } });
  },
  'Identity and Access Management CreateTemporaryAccessKeyByToken': ({ send }) =>
    send('POST', '/v3.0/OS-CREDENTIAL/securitytokens', {
      auth: { identity: { methods: ['token'] } },
    }),
  'Identity and Access Management KeystoneRevokeToken': async ({ send, first }) => {
    const { headers } = await send('POST', '/v3/auth/tokens', loginBody(first));
    const token = headers.get('x-subject-token') ?? '';
    return send('DELETE', '/v3/auth/tokens', undefined, { 'X-Subject-Token': token });
  },
  'Identity and Access Management KeystoneCreateProject': ({ send, first }) =>
    send('POST', '/v3/projects', { project: { name: `${first.region}_${name()}` } }),
  'Identity and Access Management KeystoneCreateUser': ({ send }) =>
    send('POST', '/v3/users', { user: { name: `u${name()}`, password: firstPassword } }),
  'Identity and Access Management KeystoneUpdateUserByAdmin': async (scene) =>
    scene.send('PATCH', (await userPath(scene)).replace('v5', 'v3'), { user: { enabled: false } }),
  'Identity and Access Management KeystoneDeleteUser': async (scene) =>
    scene.send('DELETE', (await userPath(scene)).replace('v5', 'v3')),
  'Identity and Access Management KeystoneUpdateUserPassword': async (scene) => {
    const { id, token } = await loggedInUser(scene);
    const user = { original_password: firstPassword, password: 'Secret-two-2' };
    return scene.send('POST', `/v3/users/${id}/password`, { user }, { 'X-Auth-Token': token });
  },
  'Identity and Access Management CreatePermanentAccessKey': async (scene) => {
    const user_id = (await createUser(scene)).body.user.user_id;
    return scene.send('POST', credentials, { credential: { user_id } });
  },
  'Identity and Access Management UpdatePermanentAccessKey': async (scene) => {
    const path = `${credentials}/${(await keyPath(scene)).split('/').at(-1)}`;
    return scene.send('PUT', path, { credential: { status: 'inactive' } });
  },
  'Identity and Access Management DeletePermanentAccessKey': async (scene) =>
    scene.send('DELETE', `${credentials}/${(await keyPath(scene)).split('/').at(-1)}`),
  'Identity and Access Management 5 CreateUserV5': (scene) => createUser(scene),
  'Identity and Access Management 5 UpdateUserV5': async (scene) =>
    scene.send('PUT', await userPath(scene), { enabled: false }),
  'Identity and Access Management 5 DeleteUserV5': async (scene) =>
    scene.send('DELETE', await userPath(scene)),
  'Identity and Access Management 5 CreateAccessKeyV5': async (scene) =>
    scene.send('POST', `${await userPath(scene)}/access-keys`),
  'Identity and Access Management 5 UpdateAccessKeyV5': async (scene) =>
    scene.send('PUT', await keyPath(scene), { status: 'inactive' }),
  'Identity and Access Management 5 DeleteAccessKeyV5': async (scene) =>
    scene.send('DELETE', await keyPath(scene)),
  'Identity and Access Management 5 CreateLoginProfileV5': async (scene) =>
    createProfile(scene, await userPath(scene)),
  'Identity and Access Management 5 UpdateLoginProfileV5': async (scene) => {
    const path = await userPath(scene);
    await createProfile(scene, path);
    return scene.send('PUT', `${path}/login-profile`, { password: 'Secret-two-2' });
  },
  'Identity and Access Management 5 DeleteLoginProfileV5': async (scene) => {
    const path = await userPath(scene);
    await createProfile(scene, path);
    return scene.send('DELETE', `${path}/login-profile`);
  },
  'Identity and Access Management 5 ChangePasswordV5': async (scene) => {
    const { token } = await loggedInUser(scene);
    const change = { old_password: firstPassword, new_password: 'Secret-two-2' };
    return scene.send('POST', '/v5/caller-password', change, { 'X-Auth-Token': token });
  },
  'Identity and Access Management KeystoneCreateGroup': ({ send }) =>
    send('POST', '/v3/groups', { group: { name: name() } }),
  'Identity and Access Management KeystoneUpdateGroup': async (scene) =>
    scene.send('PATCH', `/v3/groups/${await userGroup(scene)}`, { group: { name: name() } }),
  'Identity and Access Management KeystoneDeleteGroup': async (scene) =>
    scene.send('DELETE', `/v3/groups/${await userGroup(scene)}`),
  'Identity and Access Management KeystoneAddUserToGroup': async (scene) =>
    scene.send('PUT', `/v3/groups/${await userGroup(scene)}/users/${scene.first.colleagueId}`),
  'Identity and Access Management KeystoneRemoveUserFromGroup': async (scene) =>
    scene.send(
      'DELETE',
      `/v3/groups/${await userGroup(scene, true)}/users/${scene.first.colleagueId}`,
    ),
  'Identity and Access Management 5 CreateGroupV5': ({ send }) =>
    send('POST', '/v5/groups', { group_name: name() }),
  'Identity and Access Management 5 UpdateGroupV5': async (scene) =>
    scene.send('PUT', `/v5/groups/${await userGroup(scene)}`, { new_group_name: name() }),
  'Identity and Access Management 5 DeleteGroupV5': async (scene) =>
    scene.send('DELETE', `/v5/groups/${await userGroup(scene)}`),
  'Identity and Access Management 5 AddUserToGroupV5': async (scene) =>
    scene.send('POST', `/v5/groups/${await userGroup(scene)}/add-user`, colleague(scene)),
  'Identity and Access Management 5 RemoveUserFromGroupV5': async (scene) =>
    scene.send('POST', `/v5/groups/${await userGroup(scene, true)}/remove-user`, colleague(scene)),
  'Identity and Access Management 5 CreatePolicyV5': (scene) => createPolicy(scene),
  'Identity and Access Management 5 DeletePolicyV5': async (scene) =>
    scene.send('DELETE', `/v5/policies/${await policy(scene)}`),
  'Identity and Access Management 5 CreatePolicyVersionV5': async (scene) =>
    createVersion(scene, await policy(scene)),
  'Identity and Access Management 5 DeletePolicyVersionV5': async (scene) => {
    const id = await policy(scene);
    await createVersion(scene, id);
    return scene.send('DELETE', `/v5/policies/${id}/versions/v2`);
  },
  'Identity and Access Management 5 SetDefaultPolicyVersionV5': async (scene) =>
    scene.send('POST', `/v5/policies/${await policy(scene)}/versions/v1/set-default`),
  'Identity and Access Management 5 AttachUserPolicyV5': async (scene) =>
    scene.send('POST', `/v5/policies/${await policy(scene)}/attach-user`, colleague(scene)),
  'Identity and Access Management 5 DetachUserPolicyV5': async (scene) => {
    const path = `/v5/policies/${await policy(scene)}`;
    await scene.send('POST', `${path}/attach-user`, colleague(scene));
    return scene.send('POST', `${path}/detach-user`, colleague(scene));
  },
  'Identity and Access Management 5 AttachGroupPolicyV5': async (scene) => {
    const group_id = await userGroup(scene);
    return scene.send('POST', `/v5/policies/${await policy(scene)}/attach-group`, { group_id });
  },
  'Identity and Access Management 5 DetachGroupPolicyV5': async (scene) => {
    const group_id = await userGroup(scene);
    const path = `/v5/policies/${await policy(scene)}`;
    await scene.send('POST', `${path}/attach-group`, { group_id });
    return scene.send('POST', `${path}/detach-group`, { group_id });
  },
  'CodeArts Req CreateProjectV4': (scene) => createProject(scene),
  'CodeArts Req UpdateProjectV4': async (scene) => {
    const { body } = await createProject(scene);
    return scene.send('PUT', `/v4/projects/${body.project_id}`, { project_name: name() });
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
  'CodeArts Req UpdateNickNameV4': ({ send }) => send('PUT', '/v4/user', { nick_name: name() }),
  'CodeArts Repo TransferGroup': async (scene) => {
    const { project, group } = await setGroupMember(scene);
    const { body } = await scene.send('GET', `${group}/members/list?project_id=${project}`);
    const members: { iam_id: string; user_id: number }[] = body;
    const colleague = members.find(({ iam_id }) => iam_id === scene.first.colleagueId);
    return scene.send('PUT', `${group}/transfer`, { owner_id: colleague?.user_id });
  },
  'CodeArts Repo TransferRepository': async (scene) => {
    const { send, first } = scene;
    const { repository_uuid } = (await createRepository(scene)).body.result;
    const { body } = await send('GET', `/v2/repositories/${repository_uuid}`);
    const group = await createRepoGroup(scene, name());
    const namespace = `${first.projectId}/${group.body.name}`;
    const path = `/v4/repositories/${body.result.repository_id}/transfer`;
    return send('POST', path, { namespace });
  },
  'CodeArts Repo V1 to V3 CreateRepository': (scene) => createRepository(scene),
  'CodeArts Repo V1 to V3 CreateProjectAndRepositories': ({ send }) =>
    send('POST', '/v2/projects/repositories', { project_name: name(), repo_name: 'r' }),
  'CodeArts Repo V1 to V3 DeleteRepository': async (scene) => {
    const { body } = await createRepository(scene);
    return scene.send('DELETE', `/v1/repositories/${body.result.repository_uuid}`);
  },
  'CodeArts Repo UpdateGroupGeneralPolicy': async (scene) => {
    const { body } = await createRepoGroup(scene, name());
    const policy = { branch_name_regex: name() };
    return scene.send('PUT', `/v4/groups/${body.id}/general-policy`, policy);
  },
  'CodeArts Repo UpdateGroupWatermark': async (scene) => {
    const { body } = await createRepoGroup(scene, name());
    return scene.send('PUT', `/v4/groups/${body.id}/watermark`, { watermark: true });
  },
  'CodeArts Repo UpdateGroupResourcePermissions': async (scene) => {
    const { body } = await createRepoGroup(scene, name());
    const data = [{ role_id: '7', permissions: [{ permission_id: 101, enabled: true }] }];
    return scene.send('PUT', `/v4/groups/${body.id}/permissions/1`, { data });
  },
  'CodeArts Repo CreateProjectProtectedBranches': ({ send, first }) =>
    send('POST', `/v4/projects/${first.projectId}/protected-branches`, { name: name() }),
  'CodeArts Repo AssociateGroupUserGroup': async (scene) => (await addUserGroup(scene)).answer,
  'Atelier RemoveGroupUserGroup': async (scene) => {
    const { group, userGroupId } = await addUserGroup(scene);
    const path = `/atelier/v1/repository-groups/${group}/user-groups/${userGroupId}`;
    return scene.send('DELETE', path);
  },
  'Atelier SetHttpsPassword': ({ send }) =>
    send('PUT', '/atelier/v1/user/https-password', { password: 'Clone-it-2026' }),
  'CodeArts Repo UpdateHttpsPasswordSetting': async ({ send }) => {
    await send('PUT', '/atelier/v1/user/https-password', { password: 'Clone-it-2026' });
    return send('PUT', '/v4/user/https-password-setting', { https_clone_iam_auth: 'true' });
  },
  'CodeArts Repo BatchCreateProtectedBranch': async (scene) => (await protectMain(scene)).answer,
  'CodeArts Repo UpdateProtectedBranch': async (scene) => {
    const { one } = await protectMain(scene);
    return scene.send('PUT', one, [{ action: 'push', enable: false }]);
  },
  'CodeArts Repo BatchUpdateProtectedBranches': async (scene) => {
    const { path } = await protectMain(scene);
    const actions = [{ action: 'push', enable: false }];
    return scene.send('PUT', path, { names: ['main'], actions });
  },
  'CodeArts Repo DeleteProtectedBranch': async (scene) =>
    scene.send('DELETE', (await protectMain(scene)).one),
  'CodeArts Repo BatchDeleteProtectedBranches': async (scene) => {
    const { path } = await protectMain(scene);
    return scene.send('POST', `${path}/bulk-deletion`, { names: ['main'] });
  },
  'Atelier SetGroupMember': (scene) => setGroupMember(scene),
  'Atelier RemoveGroupMember': async (scene) => {
    const { path } = await setGroupMember(scene);
    return scene.send('DELETE', path);
  },
  'Atelier UpdateRepositoryGroup': async (scene) =>
    scene.send('PATCH', await groupPath(scene), { name: name() }),
  'Atelier UpdateRepository': async (scene) => {
    const { repository_uuid } = (await createRepository(scene)).body.result;
    const { body } = await scene.send('GET', `/v2/repositories/${repository_uuid}`);
    const path = `/atelier/v1/repositories/${body.result.repository_id}`;
    return scene.send('PATCH', path, { name: name(), default_branch: name() });
  },
  'Atelier ImportGroups': ({ send, first }) =>
    send('POST', `/atelier/v1/projects/${first.projectId}/groups`, {
      format: 'atelier-groups/1',
      repository_groups: [{ path: name() }],
    }),
  'Atelier RestoreRepositoryGroup': async (scene) =>
    scene.send('POST', `${await repositoryDeletion(scene)}/restore`, {}),
  'Atelier PurgeRepositoryGroup': async (scene) =>
    scene.send('DELETE', await repositoryDeletion(scene)),
  'Atelier RestoreBuildTaskGroup': async (scene) =>
    scene.send('POST', `${await buildDeletion(scene)}/restore`, {}),
  'Atelier PurgeBuildTaskGroup': async (scene) => scene.send('DELETE', await buildDeletion(scene)),
  'Atelier MoveRepositoryGroup': async (scene) => {
    const { body } = await createRepoGroup(scene, name());
    return scene.send('POST', `${await groupPath(scene)}/move`, { parent_id: body.id });
  },
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

/** Makes the colleague a member of a new group. */
async function setGroupMember(scene: Scene) {
  const { send, first } = scene;
  const project = (await createProject(scene)).body.project_id;
  const member = { domain_id: first.domainId, user_id: first.colleagueId };
  await send('POST', `/v4/projects/${project}/member`, { ...member, role_id: 4 });
  const { body } = await send('POST', `/v4/${project}/groups`, { name: name() });
  const path = `/atelier/v1/repository-groups/${body.id}/members/${first.colleagueId}`;
  const answer = await send('PUT', path, { role_id: 3 });
  return { ...answer, path, project, group: `/v4/groups/${body.id}` };
}

const groupPath = async (scene: Scene) =>
  `/atelier/v1/repository-groups/${(await createRepoGroup(scene, name())).body.id}`;
/** Deletes a new group and answers the path of its deletion. */
async function repositoryDeletion(scene: Scene): Promise<string> {
  const { body } = await createRepoGroup(scene, name());
  await scene.send('DELETE', `/v4/${scene.first.projectId}/groups/${body.id}`);
  return `/atelier/v1/projects/${scene.first.projectId}/deleted-repository-groups/${body.id}`;
}
async function buildDeletion(scene: Scene): Promise<string> {
  const { id } = (await createBuildGroup(scene, name())).body.result[0];
  await scene.send('DELETE', `/v1/job/${scene.first.projectId}/group/delete?id=${id}`);
  return `/atelier/v1/projects/${scene.first.projectId}/deleted-build-task-groups/${id}`;
}
const createBuildGroup = ({ send, first }: Scene, group: string) =>
  send('POST', `/v1/job/${first.projectId}/group/create`, { name: group });
const createRepoGroup = ({ send, first }: Scene, group: string) =>
  send('POST', `/v4/${first.projectId}/groups`, { name: group });
const createRepository = ({ send, first }: Scene) =>
  send('POST', '/v1/repositories', { name: name(), project_uuid: first.projectId });
const createProject = ({ send }: Scene) =>
  send('POST', '/v4/project', { project_name: name(), project_type: 'scrum' });

const credentials = '/v3.0/OS-CREDENTIAL/credentials';
const firstPassword = 'Secret-one-1';
const createUser = ({ send }: Scene) =>
  send('POST', '/v5/users', { name: `u${name()}`, enabled: true });
const userPath = async (scene: Scene) => `/v5/users/${(await createUser(scene)).body.user.user_id}`;
const keyPath = async (scene: Scene) => {
  const path = `${await userPath(scene)}/access-keys`;
  const { body } = await scene.send('POST', path);
  return `${path}/${body.access_key.access_key_id}`;
};
const createProfile = ({ send }: Scene, path: string) =>
  send('POST', `${path}/login-profile`, {
    password: firstPassword,
    password_reset_required: false,
  });

const loggedInUser = async (scene: Scene) => {
  const { user_id: id, user_name: userName } = (await createUser(scene)).body.user;
  await createProfile(scene, `/v5/users/${id}`);
  const login = loginBody({ ...scene.first, userName, password: firstPassword });
  const { headers } = await scene.send('POST', '/v3/auth/tokens', login);
  return { id, token: headers.get('x-subject-token') ?? '' };
};
/** The id of a new user group; with the colleague in it, if told. */
/** Puts a user group into a new repository group. */
async function addUserGroup(scene: Scene) {
  const userGroupId = await userGroup(scene, true);
  const group: number = (await createRepoGroup(scene, name())).body.id;
  const path = `/v4/${scene.first.projectId}/groups/${group}/user-group/${userGroupId}`;
  return { group, userGroupId, answer: await scene.send('POST', path) };
}

/** Protects a branch of a new repository. */
async function protectMain(scene: Scene) {
  const { body } = await createRepository(scene);
  const { body: shown } = await scene.send(
    'GET',
    `/v2/repositories/${body.result.repository_uuid}`,
  );
  const repository = `/v4/repositories/${shown.result.repository_id}`;
  const path = `${repository}/protected-branches`;
  const one = `${repository}/protected-branch?branch_name=main`;
  return { path, one, answer: await scene.send('POST', path, { names: ['main'] }) };
}

async function userGroup(scene: Scene, joined = false): Promise<string> {
  const { body } = await scene.send('POST', '/v5/groups', { group_name: name() });
  const { group_id } = body.group;
  if (joined) await scene.send('POST', `/v5/groups/${group_id}/add-user`, colleague(scene));
  return group_id;
}
const colleague = ({ first }: Scene) => ({ user_id: first.colleagueId });
const policyDocument = JSON.stringify({
  Version: '5.0',
  Statement: [{ Effect: 'Allow', Action: ['none:*:*'] }],
});
const createPolicy = ({ send }: Scene) =>
  send('POST', '/v5/policies', { policy_name: name(), policy_document: policyDocument });
const policy = async (scene: Scene): Promise<string> =>
  (await createPolicy(scene)).body.policy.policy_id;
const createVersion = ({ send }: Scene, id: string) =>
  send('POST', `/v5/policies/${id}/versions`, { policy_document: policyDocument });

const requestId = ({ headers }: Answer) => headers.get('x-request-id') ?? 'none';

describe('an answer is written after the sync of what it tells', () => {
  let place: string;
  let program: string;
  let library: string;
  beforeAll(async () => {
    place = mkdtempSync(join(tmpdir(), 'atelier-sync-'));
    library = compiledTracer(place);
    program = await bundledServer(place);
  });
  afterAll(() => rmSync(place, { recursive: true }));

  /** Traces a fresh server while `work` talks to it; answers the trace and what `work` answers. */
  async function traced<T>(work: (scene: Scene) => Promise<T>, nodeFlags: string[] = []) {
    const directory = mkdtempSync(join(place, 'data-'));
    const trace = join(directory, 'trace');
    const server = await startProcess(program, directory, {
      nodeFlags,
      env: {
        LD_PRELOAD: library,
        SYNC_TRACE: trace,
        // So slow that commits meet a sync that is running already.
        SYNC_TRACE_DELAY_US: '3000',
        UV_USE_IO_URING: '0',
      },
    });
    try {
      if (!server.first) throw new Error('the first start gave no credentials');
      const send = await loggedIn(server.endpoint, server.first);
      const outcome = await work({ send, first: server.first, name });
      return { outcome, events: readTrace(trace) };
    } finally {
      await server.kill();
    }
  }

  it('has a case for every operation that writes', () => {
    const writing = services.flatMap(({ title, operations }) =>
      operations
        .filter(({ transaction, method }) => transaction !== 'read' && method !== 'GET')
        .map((operation) => `${title} ${operation.name}`),
    );
    expect(Object.keys(writes).sort()).toEqual(writing.sort());
  });

  it('holds for every operation that writes, one call at a time', async () => {
    const { outcome, events } = await traced(async (scene) => {
      const answers: Answer[] = [];
      for (const write of Object.values(writes)) answers.push(await write(scene));
      return answers;
    });
    expect(outcome.map(({ status }) => status >= 200 && status < 300)).not.toContain(false);
    const verdict = judge(events);
    for (const [i, operation] of Object.keys(writes).entries()) {
      expect(verdict.written, operation).toContain(requestId(outcome[i]!));
    }
    expect(verdict.early).toEqual(new Set());
  });

  it('holds for 16 at once, for refusals that rest on a commit and for reads that see one', async () => {
    const { outcome, events } = await traced(async (scene) => {
      const { send, first } = scene;
      const tree = `/v1/job/${first.projectId}/group/tree`;
      const answers: Answer[] = [];
      for (let round = 0; round < 6; round += 1) {
        const same = name();
        const each = await Promise.all([
          atOnce(16, () => (round % 2 ? createBuildGroup : createRepoGroup)(scene, name())),
          atOnce(4, () => createBuildGroup(scene, same)),
          atOnce(4, () => send('GET', tree)),
        ]);
        answers.push(...each.flat());
      }
      return answers;
    });
    const { written, early } = judge(events);
    const made = outcome.filter(({ status }) => status === 201 || status === 200);
    expect(made.length).toBeGreaterThanOrEqual(6 * (16 + 1 + 4));
    expect(made.filter((answer) => written.has(requestId(answer))).length).toBe(6 * 17);
    expect(early).toEqual(new Set());
  });

  it('is found broken where syncing is switched off', async () => {
    const preload = join(import.meta.dirname, 'no-sync.ts');
    const { outcome, events } = await traced(
      async (scene) => {
        const answers: Answer[] = [];
        for (const write of Object.values(writes)) answers.push(await write(scene));
        answers.push(...(await atOnce(16, () => createRepoGroup(scene, name()))));
        return answers;
      },
      ['--import', preload],
    );
    const { early } = judge(events);
    expect(outcome.filter((answer) => !early.has(requestId(answer)))).toEqual([]);
  });
});

describe('the judgement of a trace', () => {
  const mark = 'abcdef0123456789abcdef0123456789';
  const header = (last: boolean): TraceEvent => {
    const bytes = Buffer.alloc(24);
    bytes.writeUInt32BE(last ? 7 : 0, 4);
    return { kind: 'log-write', bytes };
  };
  const page = (text: string): TraceEvent => ({
    kind: 'log-write',
    bytes: Buffer.from(text.padEnd(4096, '\0')),
  });
  const letters: Readonly<Record<string, readonly TraceEvent[]>> = {
    // The transaction of the mark, in two frames, and one that follows it.
    W: [header(false), page(`row ${mark}`)],
    C: [header(true), page('last page')],
    o: [header(true), page(`again ${mark}`)],
    b: [{ kind: 'sync-begin', thread: 1 }],
    e: [{ kind: 'sync-end', thread: 1 }],
    B: [{ kind: 'sync-begin', thread: 2 }],
    E: [{ kind: 'sync-end', thread: 2 }],
    A: [{ kind: 'answer', bytes: Buffer.from(`HTTP/1.1 200 OK\r\nx-request-id: ${mark}\r\n`) }],
    x: [{ kind: 'answer', bytes: Buffer.from('HTTP/1.1 200 OK\r\n\r\n{}') }],
  };
  const judged = (trace: string): Verdict =>
    judge([...trace].flatMap((letter) => letters[letter]!));

  it.each([
    ['WCbeA', false, 'the sync follows the commit'],
    ['WCobeA', false, 'one sync for two commits'],
    ['WCbeoA', false, 'a later commit wrote the mark anew'],
    ['bWCeBEA', false, 'a second sync began after the commit'],
    ['bWCBeEA', false, 'two syncs overlap, the second one counts'],
    ['beA', false, 'nothing was written'],
    ['WCA', true, 'no sync at all'],
    ['WCbA', true, 'the sync was not done'],
    ['bWCeA', true, 'the sync began before the commit'],
    ['WbCeA', true, 'the sync began in the middle of the transaction'],
    ['bWCBeAE', true, 'only the sync that began too early was done'],
    ['WCAbe', true, 'the sync came after the answer'],
    ['WCxAbe', true, 'one answer of two was early'],
    ['WCbB', false, 'a sync failed and nothing was answered'],
  ])('%s', (trace, early) => {
    expect(judged(trace).early.size).toBe(early ? 1 : 0);
  });
});
