import { resolve } from 'node:path';
import type { FirstCredentials } from '../domain/installation/index.ts';
import { replacePrivately } from '../runtime/data-directory.ts';

/** The first credentials under the names of the wire, as `init --json` prints them. */
export function credentialsDocument(endpoint: string, first: FirstCredentials) {
  return {
    endpoint,
    domain_name: first.domainName,
    domain_id: first.domainId,
    user_name: first.userName,
    password: first.password,
    access_key: first.accessKey,
    secret_key: first.secretKey,
    region: first.region,
    iam_project_id: first.iamProjectId,
    project_id: first.projectId,
  };
}

/**
 * What a first start says: the credentials and two calls that work as pasted. On a terminal the
 * secrets are shown, this once; elsewhere they go to a file that only its owner may read.
 */
export function firstSteps(
  endpoint: string,
  first: FirstCredentials,
  where: { readonly terminal: boolean; readonly directory: string },
): string {
  const credentials = credentialsDocument(endpoint, first);
  const text = JSON.stringify(credentials, null, 2);
  if (where.terminal) {
    return [
      'First start. These credentials are shown this once:',
      text,
      ...samples(
        `json.loads(r'''${quotable(credentials)}''')`,
        `'${quotable(login(credentials))}'`,
      ),
    ].join('\n');
  }
  const file = resolve(where.directory, 'first-credentials.json');
  // One from an earlier database that is gone opens nothing any more.
  replacePrivately(file, `${text}\n`);
  const read = `json.load(open(${quotable(file)}, "rb"))`;
  const password = 'c["password"]';
  const body = JSON.stringify(login({ ...credentials, password })).replace(
    JSON.stringify(password),
    password,
  );
  return [
    `First start. The credentials are in ${file}, readable by its owner only.`,
    ...samples(read, `"$(python3 -c 'import json; c = ${read}; print(json.dumps(${body}))')"`),
  ].join('\n');

  function samples(credentialsInPython: string, loginInShell: string): string[] {
    return [
      '',
      'Try it in Python (standard library only):',
      pythonSample(credentialsInPython),
      '',
      'or with curl:',
      curlSample(loginInShell, credentials),
    ];
  }
}

type Credentials = ReturnType<typeof credentialsDocument>;

/** JSON that stands unharmed between single quotes of a shell or of Python. */
function quotable(value: unknown): string {
  return JSON.stringify(value).replaceAll("'", '\\u0027');
}

/** The body that asks for a token of the region's project. */
function login({ user_name, domain_name, password, region }: Credentials) {
  const user = { name: user_name, domain: { name: domain_name }, password };
  return {
    auth: {
      identity: { methods: ['password'], password: { user } },
      scope: { project: { name: region } },
    },
  };
}

/** Creates a repository group, signed with the access key. */
function pythonSample(credentials: string): string {
  return `
python3 - <<'PYTHON'
import datetime, hashlib, hmac, json, urllib.request
c = ${credentials}
path, body = '/v4/' + c['project_id'] + '/groups', json.dumps({'name': 'from-python'}).encode()
date = datetime.datetime.now(datetime.timezone.utc).strftime('%Y%m%dT%H%M%SZ')
request = '\\n'.join(['POST', path + '/', '', 'x-sdk-date:' + date, '', 'x-sdk-date', hashlib.sha256(body).hexdigest()])
text = '\\n'.join(['SDK-HMAC-SHA256', date, hashlib.sha256(request.encode()).hexdigest()])
signature = hmac.new(c['secret_key'].encode(), text.encode(), hashlib.sha256).hexdigest()
print(urllib.request.urlopen(urllib.request.Request(c['endpoint'] + path, body, {
    'Content-Type': 'application/json', 'X-Sdk-Date': date,
    'Authorization': f"SDK-HMAC-SHA256 Access={c['access_key']}, SignedHeaders=x-sdk-date, Signature={signature}",
})).read().decode())
PYTHON`.trim();
}

/** Creates a repository group with a token; `login` is the token request as a word of the shell. */
function curlSample(login: string, { endpoint, project_id }: Credentials): string {
  return (
    `TOKEN=$(curl -si ${endpoint}/v3/auth/tokens -d ${login}` +
    ` | tr -d '\\r' | sed -n 's/^x-subject-token: //ip');` +
    ` curl -s ${endpoint}/v4/${project_id}/groups -H "X-Auth-Token: $TOKEN"` +
    ` -d '{"name":"from-curl"}'`
  );
}
