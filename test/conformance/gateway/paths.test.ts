import { expect, it } from 'vitest';
import { ask, signed, tokenOf } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { newProject, onEveryStore } from '../scene.ts';

const showUser = operationOf('ProjectMan v4', 'ShowCurUserInfo');
const showIamProject = operationOf('IAM v3', 'KeystoneShowProject');
const deleteProject = operationOf('ProjectMan v4', 'DeleteProjectV4');
const showProject = operationOf('ProjectMan v4', 'ShowProjectInfoV4');

onEveryStore((scene) => {
  /** The answer to a request for `target` that was signed for `canonicalPath`, or for itself. */
  const open = (method: string, target: string, canonicalPath?: string) => {
    const request = { method, target };
    const how = canonicalPath === undefined ? {} : { canonicalPath };
    const operation = target.startsWith('/v3') ? showIamProject : showUser;
    return ask(scene.world, { ...request, headers: signed(scene.world, request, how) }, operation);
  };

  it.each([
    ['as it is', '/v4/user'],
    ['with a slash at the end', '/v4/user/'],
    ['with an escape that needs none', '/v4/%75ser'],
    ['with a lower-case escape', '/v4/use%72'],
    ['with an escaped slash', '/v4%2Fuser'],
  ])('opens a path written %s', async (_what, target) => {
    expect((await open('GET', target)).status).toBe(200);
    const headers = { 'X-Auth-Token': await tokenOf(scene.world, scene.world) };
    const answer = await ask(scene.world, { method: 'GET', target, headers }, showUser);
    expect(answer.status).toBe(200);
  });

  it.each([
    ['a blank', '/v3/projects/a%20b', 'a b'],
    ['a percent sign', '/v3/projects/a%25b', 'a%b'],
    ['an escape that is escaped', '/v3/projects/a%2520b', 'a%20b'],
    ['a plus sign', '/v3/projects/a+b', 'a+b'],
    ['other letters', '/v3/projects/%E6%96%87', '文'],
  ])('reads a value with %s as one text, signed or not', async (_what, target, id) => {
    const expected = {
      status: 404,
      body: { error_code: 'IAM.0004', error_msg: `Could not find project: ${id}.` },
    };
    expect(await open('GET', target)).toMatchObject(expected);
    const headers = { 'X-Auth-Token': await tokenOf(scene.world, scene.world) };
    const answer = await ask(scene.world, { method: 'GET', target, headers }, showIamProject);
    expect(answer).toMatchObject(expected);
  });

  // The path that is signed, and the spelling that is sent in its place.
  it.each([
    ['/v4/projects/', '/v4/user'],
    ['/v4/%2575ser/', '/v4/%75ser'],
    ['/v4/%2575ser/', '/v4/user'],
    ['/v4/user/', '/v4/%2575ser'],
    ['/v4/user%2F/', '/v4/user/'],
    ['/v4%252Fuser/', '/v4%2Fuser'],
    ['/v4%2Fuser/', '/v4/user'],
    ['/v4/user/', '/v4%252Fuser'],
    ['/v4/user%2520/', '/v4/user%20'],
    ['/v4/user/', '/v4/user%20'],
    ['/v4/user%3Fa/', '/v4/user?a'],
    ['/v4/user/', '/v4/user%3Fa'],
    ['/v4/user/', '/v4/x/../user'],
    ['/v4/x/../user/', '/v4/user'],
    ['/v4/user/', '/v4/./user'],
    ['/v4/user/', '/v4//user'],
    ['/v4//user/', '/v4/user'],
    ['/v4/User/', '/v4/user'],
    ['/v4/user;a/', '/v4/user'],
    ['/v4/user/', '/v4/user;a'],
    ['/v4/user/', '/v4/user%00'],
    ['/v4/user/', '/v4/user%2F..%2Fprojects'],
  ])('never opens with a signature for %s what is sent as %s', async (canonicalPath, target) => {
    const answer = await open('GET', target, canonicalPath);
    const refusals = { 401: 'APIGW.0301', 404: 'APIGW.0101' };
    expect(answer.body).toMatchObject({
      error_code: refusals[answer.status as keyof typeof refusals],
    });
  });

  it('never deletes what a signature does not name', async () => {
    const project_id = await newProject(scene);
    const [first = '', rest = ''] = [project_id.slice(0, 1), project_id.slice(1)];
    const written = `%${first.charCodeAt(0).toString(16)}`;
    const target = `/v4/projects/${written}${rest}`;
    // Signed as a client does that means the three characters of the escape by themselves.
    const meant = `/v4/projects/%25${written.slice(1)}${rest}/`;
    const request = { method: 'DELETE', target };
    const headers = signed(scene.world, request, { canonicalPath: meant });
    const answer = await ask(scene.world, { ...request, headers }, deleteProject);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect((await scene.core.send(showProject, { project_id })).status).toBe(200);
    const right = await ask(
      scene.world,
      { ...request, headers: signed(scene.world, request) },
      deleteProject,
    );
    expect(right.status).toBe(204);
  });
});
