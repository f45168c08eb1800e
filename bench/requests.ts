import { referenceSign, sha256 } from '../src/domain/access/signature/reference-signer.ts';
import type { Scene, Site } from './scene.ts';

export type OperationName = 'CreateJobGroup' | 'CreateGroup';
export type CredentialName = 'token' | 'AK/SK';

/** Requests of one length, to be sent one after the other. */
export interface Supply {
  readonly bytes: Buffer;
  readonly requestBytes: number;
  readonly count: number;
}

/** Each project gets this many groups besides the one it has: within the default limit of 200. */
const groupsPerSite = 180;
/** So many projects are in use at the same time. */
const sitesInUse = 32;

/** The vendor's example requests with ids and names of ours, names as long as theirs. */
const operations: Record<
  OperationName,
  { path(site: Site): string; body(site: Site, serial: string): object }
> = {
  CreateJobGroup: {
    path: ({ projectId }) => `/v1/job/${projectId}/group/create`,
    body: ({ projectId, parentId }, serial) => ({
      project_id: projectId,
      name: `New group-${serial}`,
      parent_id: parentId,
    }),
  },
  CreateGroup: {
    path: ({ projectId }) => `/v4/${projectId}/groups`,
    body: (_site, serial) => ({ name: `TG${serial}`, description: '', visibility: 'private' }),
  },
};

/** Writes raw requests, no two of which create the same group. */
export class RequestWriter {
  readonly #scene: Scene;
  readonly #host: string;
  readonly #token: string;
  readonly #used: Record<OperationName, number> = { CreateJobGroup: 0, CreateGroup: 0 };

  /** `port` is where the requests go: signatures cover the Host header. */
  constructor(scene: Scene, port: number, token: string) {
    this.#scene = scene;
    this.#host = `127.0.0.1:${port}`;
    this.#token = token;
  }

  /** The next `count` requests. Those of them that are not sent can be given back. */
  write(operation: OperationName, credential: CredentialName, count: number): Supply {
    const first = this.#used[operation];
    const requests: string[] = [];
    for (let i = 0; i < count; i++) requests.push(this.#request(operation, credential, first + i));
    const requestBytes = requests[0]?.length ?? 0;
    if (requests.some(({ length }) => length !== requestBytes)) {
      throw new Error('requests differ in length');
    }
    this.#used[operation] += count;
    return { bytes: Buffer.from(requests.join(''), 'latin1'), requestBytes, count };
  }

  /** Takes back the last `count` requests, which nobody has sent. */
  giveBack(operation: OperationName, count: number): void {
    this.#used[operation] -= count;
  }

  #request(operation: OperationName, credential: CredentialName, serial: number): string {
    const { path, body } = operations[operation];
    const site = this.#siteOf(serial);
    const target = path(site);
    const text = JSON.stringify(body(site, String(serial).padStart(8, '0')));
    const headers =
      credential === 'token'
        ? [...common(this.#host).flat(), 'X-Auth-Token', this.#token]
        : this.#signed(target, text);
    let head = `POST ${target} HTTP/1.1\r\nContent-Length: ${text.length}\r\n`;
    for (let i = 0; i < headers.length; i += 2) head += `${headers[i]}: ${headers[i + 1]}\r\n`;
    return `${head}\r\n${text}`;
  }

  /** Signs the headers that the vendor's Python SDK signs, in its order. */
  #signed(target: string, text: string): string[] {
    const { accessKey, secretKey, iamProjectId } = this.#scene;
    return referenceSign({
      method: 'POST',
      path: `${target}/`,
      headers: [...common(this.#host), ['X-Project-Id', iamProjectId]],
      payload: sha256(text),
      accessKey,
      secretKey,
      date: `${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`,
    });
  }

  #siteOf(serial: number): Site {
    const block = Math.floor(serial / (groupsPerSite * sitesInUse));
    const site = this.#scene.sites[block * sitesInUse + (serial % sitesInUse)];
    if (!site) throw new Error('the bench has filled all its projects: prepare more of them');
    return site;
  }
}

const common = (host: string): [name: string, value: string][] => [
  ['Content-Type', 'application/json'],
  ['Host', host],
  ['User-Agent', 'huaweicloud-usdk-python/3.0'],
];
