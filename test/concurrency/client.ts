/** An answer with its JSON body, undefined where there is none. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: the strict checks of shapes are conformance tests'.
  readonly body: any;
}

/** Sends one request with a token; a body is sent as JSON. */
export type Send = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answer>;

/** Who logs in and where the token opens. */
export interface Login {
  readonly domainName: string;
  readonly userName: string;
  readonly password: string;
  readonly region: string;
}

/** A client that never waits for one answer before it sends the next request. */
export async function loggedIn(endpoint: string, login: Login): Promise<Send> {
  const anonymous = clientOf(endpoint, {});
  const { status, headers } = await anonymous('POST', '/v3/auth/tokens', loginBody(login));
  const token = headers.get('x-subject-token');
  if (status !== 201 || token === null) throw new Error(`login answered ${status}`);
  return clientOf(endpoint, { 'X-Auth-Token': token });
}

/** The body of a password login, scoped to the region's IAM project. */
export function loginBody({ domainName, userName, password, region }: Login) {
  const user = { domain: { name: domainName }, name: userName, password };
  return {
    auth: {
      identity: { methods: ['password'], password: { user } },
      scope: { project: { name: region } },
    },
  };
}

function clientOf(endpoint: string, credentials: Readonly<Record<string, string>>): Send {
  return async (method, path, body, headers = {}) => {
    const response = await fetch(`${endpoint}${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', ...credentials, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
  };
}

/** Runs as many at once. */
export const atOnce = <T>(times: number, work: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: times }, (_, i) => work(i)));

/** How many of each text there are. */
export function tally(texts: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const text of texts) counts[text] = (counts[text] ?? 0) + 1;
  return counts;
}
