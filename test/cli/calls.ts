import { ask, lineOf, signingClient, tokenClient, type Values } from '../clients.ts';
import { type Answer, operationOf } from '../strict-answers.ts';

/** Credentials as `atelier init --json` prints them. */
export interface Credentials {
  readonly endpoint: string;
  readonly domain_name: string;
  readonly domain_id: string;
  readonly user_name: string;
  readonly password: string;
  readonly access_key: string;
  readonly secret_key: string;
  readonly region: string;
  readonly iam_project_id: string;
  readonly project_id: string;
}

/** What a caller shows: an access key or a token. */
export type Shown = Pick<Credentials, 'access_key' | 'secret_key'> | { readonly token: string };

export type Login = Pick<Credentials, 'domain_name' | 'user_name' | 'password' | 'region'>;

/** The operations that the tests call, by the names of the SDKs. */
export const operations = {
  createGroup: operationOf('CodeArtsRepo v4', 'CreateGroup'),
  createJobGroup: operationOf('CodeArtsBuild v3', 'CreateJobGroup'),
  deleteJobGroup: operationOf('CodeArtsBuild v3', 'DeleteGroup'),
  listGroupTree: operationOf('CodeArtsBuild v3', 'ListGroupTree'),
  listIamProjects: operationOf('IAM v3', 'KeystoneListProjects'),
  login: operationOf('IAM v3', 'KeystoneCreateUserTokenByPassword'),
  showProject: operationOf('ProjectMan v4', 'ShowProjectInfoV4'),
} as const;

/** Sends one operation; the answer has been checked strictly. */
export function call(
  endpoint: string,
  by: Shown,
  operation: keyof typeof operations,
  values: Values,
  body?: unknown,
): Promise<Answer> {
  const client =
    'token' in by
      ? tokenClient({ endpoint }, by.token)
      : signingClient({ endpoint }, { accessKey: by.access_key, secretKey: by.secret_key });
  return client.send(operations[operation], values, body);
}

/** Creates a repository group with a name of its own and answers the status. */
export async function createGroup(
  endpoint: string,
  by: Shown,
  project_id: string,
): Promise<number> {
  groups += 1;
  const name = `group-${groups}`;
  return (await call(endpoint, by, 'createGroup', { project_id }, { name })).status;
}

let groups = 0;

/** Asks for a token of the region's project. */
export async function logIn(endpoint: string, login: Login) {
  const { user_name, domain_name, password, region } = login;
  const user = { name: user_name, domain: { name: domain_name }, password };
  const identity = { methods: ['password'], password: { user } };
  const auth = { identity, scope: { project: { name: region } } };
  const request = { ...lineOf(operations.login, {}), body: JSON.stringify({ auth }) };
  const { status, headers, body } = await ask({ endpoint }, request, operations.login);
  return { status, token: headers['x-subject-token'] ?? '', body };
}
