import { referenceSign, sha256 } from '../../src/domain/access/signature/reference-signer.ts';
import type { Caller } from '../scenes/caller.ts';

export type CredentialName = 'token' | 'AK/SK';

/** What is sent, without the credentials. */
export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Without the question mark. */
  readonly query?: string;
  readonly body?: object;
}

/** Writes raw requests to one server in the name of one caller. */
export class RequestWriter {
  readonly #caller: Caller;
  readonly #common: readonly (readonly [name: string, value: string])[];
  readonly #token: string;

  /** `port` is where the requests go: signatures cover the Host header. */
  constructor(caller: Caller, port: number, token: string) {
    this.#caller = caller;
    this.#common = [
      ['Content-Type', 'application/json'],
      ['Host', `127.0.0.1:${port}`],
      ['User-Agent', 'huaweicloud-usdk-python/3.0'],
    ];
    this.#token = token;
  }

  write(call: Call, credential: CredentialName): string {
    const { method, path, query, body } = call;
    const text = body === undefined ? '' : JSON.stringify(body);
    const headers =
      credential === 'token'
        ? [...this.#common.flat(), 'X-Auth-Token', this.#token]
        : this.#signed(method, path, text);
    const target = query === undefined ? path : `${path}?${query}`;
    let head = `${method} ${target} HTTP/1.1\r\n`;
    if (body !== undefined) head += `Content-Length: ${text.length}\r\n`;
    for (let i = 0; i < headers.length; i += 2) head += `${headers[i]}: ${headers[i + 1]}\r\n`;
    return `${head}\r\n${text}`;
  }

  /** Signs the headers that the vendor's Python SDK signs, in its order. */
  #signed(method: string, path: string, text: string): string[] {
    const { accessKey, secretKey, iamProjectId } = this.#caller;
    return referenceSign({
      method,
      path: `${path}/`,
      headers: [
        ...this.#common.map(([name, value]): [string, string] => [name, value]),
        ['X-Project-Id', iamProjectId],
      ],
      payload: sha256(text),
      accessKey,
      secretKey,
      date: `${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`,
    });
  }
}
