import { describe, expect, it } from 'vitest';
import { type Answer, faultsOf, operationOf, requireStrict } from './strict-answers.ts';

const requestId = '0123456789abcdef0123456789abcdef';

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  const text = body === undefined ? '' : JSON.stringify(body);
  const type = text === '' ? {} : { 'content-type': 'application/json; charset=utf-8' };
  return { status, headers: { 'x-request-id': requestId, ...type, ...headers }, text, body };
}

const group = {
  id: '70e158b6054e442893d7f5a79d34ce61',
  name: 'one',
  project_id: '923785f9674548259144259077bc6a98',
  parent_id: null,
  group_id: '70e158b6054e442893d7f5a79d34ce61',
  domain_id: '60021bab32fd450aa2cb89226f425e06',
  ordinal: '2',
  create_user: 'test1',
  update_user: 'test1',
  create_time: '2025-06-05T07:31:13+0800',
  update_time: '2025-06-05T07:31:13+0800',
  path_id: '70e158b6054e442893d7f5a79d34ce61',
};
const { group_id: _absentInTree, ...inTree } = { ...group, ordinal: 2, children: null };
const created = (change: object) => ({
  result: [{ ...group, ...change }],
  error: null,
  status: 'success',
});
const tree = (change: object) => ({
  result: [{ ...inTree, ...change }],
  error: null,
  status: 'success',
});
const repoGroup = {
  description: '',
  full_name: 'p / one',
  id: 1,
  name: 'one',
  visibility: 'public',
};
const { name: _name, ...nameless } = group;
const refusal = { error_code: 'CB.00060200', error_msg: 'Invalid param.' };
const gatewayRefusal = { error_code: 'APIGW.0301', error_msg: 'no', request_id: requestId };
const keystone = {
  error: { code: 404, message: 'gone', title: 'Not Found' },
  error_code: 'IAM.0004',
  error_msg: 'gone',
};

const create = operationOf('CodeArtsBuild v3', 'CreateJobGroup');
const listTree = operationOf('CodeArtsBuild v3', 'ListGroupTree');
const createRepoGroup = operationOf('CodeArtsRepo v4', 'CreateGroup');
const deleteRepoGroup = operationOf('CodeArtsRepo v4', 'DeleteGroup');
const listChildren = operationOf('CodeArtsRepo v4', 'ListProjectSubgroupsAndRepositories');
const validate = operationOf('IAM v3', 'KeystoneValidateToken');
const showProject = operationOf('IAM v3', 'KeystoneShowProject');
const checkName = operationOf('ProjectMan v4', 'CheckProjectNameV4');
const user = operationOf('ProjectMan v4', 'ShowCurUserInfo');
const updateProject = operationOf('ProjectMan v4', 'UpdateProjectV4');

const me = {
  domain_id: 'd',
  domain_name: 'd',
  user_num_id: 1,
  user_id: 'u',
  user_name: 'u',
  nick_name: 'u',
  created_time: 1_576_114_296_000,
  updated_time: 1_576_114_296_000,
  gender: null,
  user_type: 'User',
};
const token = {
  catalog: [],
  domain: { name: 'd', id: 'd' },
  expires_at: '2020-01-04T09:05:22.701000Z',
  issued_at: '2020-01-03T09:05:22.701000Z',
  methods: ['password'],
  roles: [],
  user: { name: 'u', id: 'u', password_expires_at: '', domain: { name: 'd', id: 'd' } },
};

describe('faultsOf finds nothing wrong with', () => {
  it.each([
    ['a created build task group', create, answer(200, created({}))],
    ['a tree', listTree, answer(200, tree({ children: [{ ...inTree, parent_id: 'x' }] }))],
    ['a created repository group', createRepoGroup, answer(201, repoGroup)],
    ['a bare text', deleteRepoGroup, answer(202, 'scheduled')],
    ['a bare array', listChildren, answer(200, [], { 'x-total': '0' })],
    ['no body', updateProject, answer(204, undefined)],
    ['times of 64 bits', user, answer(200, me)],
    ['a header field', validate, answer(200, { token }, { 'x-subject-token': 't' })],
    ['a refusal', create, answer(400, refusal)],
    ["a refusal in IAM's shape", showProject, answer(404, keystone)],
    ["the gateway's refusal", undefined, answer(404, gatewayRefusal)],
  ])('%s', (_what, operation, given) => {
    expect(faultsOf(given, operation)).toEqual([]);
    expect(() => requireStrict(given, operation)).not.toThrow();
  });
});

describe('faultsOf refuses', () => {
  it.each([
    ['an empty object', create, answer(200, {}), 'body.result is missing'],
    ['a number as ordinal', create, answer(200, created({ ordinal: 2 })), 'ordinal is no text'],
    ['a text as ordinal in the tree', listTree, answer(200, tree({ ordinal: '2' })), 'no int32'],
    ['a missing field', create, answer(200, { ...created({}), result: [nameless] }), 'name is mis'],
    [
      'an extra field',
      create,
      answer(200, created({ children: null })),
      'children is undocumented',
    ],
    ['an extra field at the top', createRepoGroup, answer(201, { ...repoGroup, x: 1 }), 'body.x'],
    ['null where it may not be', create, answer(200, created({ update_user: null })), 'is null'],
    ['null in the tree', listTree, answer(200, tree({ create_user: null })), 'create_user is null'],
    ['an id over int32', createRepoGroup, answer(201, { ...repoGroup, id: 2 ** 31 }), 'no int32'],
    ['a fraction', createRepoGroup, answer(201, { ...repoGroup, id: 1.5 }), 'no int32'],
    ['an id as text', createRepoGroup, answer(201, { ...repoGroup, id: '1' }), 'no int32'],
    ['any as nothing', createRepoGroup, answer(201, { ...repoGroup, full_name: null }), 'is null'],
    ['a boolean as text', checkName, answer(200, { exist: 'true' }), 'exist is no boolean'],
    ['a time as text', user, answer(200, { ...me, created_time: '1' }), 'no int64'],
    ['a time where an int32 is due', user, answer(200, { ...me, user_num_id: 2 ** 40 }), 'int32'],
    ['one object for an array', listChildren, answer(200, {}, { 'x-total': '1' }), 'no array'],
    ['a list without X-Total', listChildren, answer(200, []), 'no header X-Total'],
    ['a token without its header', validate, answer(200, { token }), 'no header X-Subject-Token'],
    ['an array for an object', createRepoGroup, answer(201, [repoGroup]), 'no object'],
    ['a body where none is due', updateProject, answer(204, {}), 'a body where none'],
    ['no body where one is due', create, answer(200, undefined), 'body is no object'],
    ['another status', createRepoGroup, answer(200, repoGroup), 'documented is 201'],
    ['an error body with 200', create, answer(200, refusal), 'body.error_code is undocumented'],
    ['a success where nothing is', undefined, answer(200, {}), 'nothing is offered'],
    [
      'no JSON type',
      createRepoGroup,
      answer(201, repoGroup, { 'content-type': 'text/plain' }),
      'Co',
    ],
    ['no request id', createRepoGroup, answer(201, repoGroup, { 'x-request-id': '' }), 'X-Request'],
    ['a fault of ours', create, answer(500, { ...refusal, error_code: 'CB.00060101' }), '500'],
    ['a failure without a body', create, answer(400, undefined), 'without an object'],
    ['no code', create, answer(400, { error_msg: 'x' }), 'error_code is no text'],
    ['a number as code', create, answer(400, { ...refusal, error_code: 1 }), 'error_code is no'],
    ['no message', create, answer(400, { ...refusal, error_msg: null }), 'error_msg is no'],
    ['an extra field', create, answer(400, { ...refusal, result: null }), 'undocumented result'],
    ["another service's code", createRepoGroup, answer(400, refusal), 'not of this service'],
    ['a service where nothing is', undefined, answer(404, refusal), 'not of this service'],
    ['a request id in the body', create, answer(400, { ...refusal, request_id: requestId }), 'id'],
    ['another request id', create, answer(401, { ...gatewayRefusal, request_id: 'x' }), 'id x'],
    ["IAM's shape elsewhere", create, answer(400, { ...keystone, ...refusal }), 'error object'],
    [
      "no IAM's shape in IAM",
      showProject,
      answer(404, { ...keystone, error: undefined }),
      'object',
    ],
    ["IAM's shape gone wrong", showProject, answer(403, keystone), 'error object'],
  ])('%s', (_what, operation, given, fault) => {
    expect(faultsOf(given, operation).join('; ')).toContain(fault);
    expect(() => requireStrict(given, operation)).toThrow(fault);
  });
});
