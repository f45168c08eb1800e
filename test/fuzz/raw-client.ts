import { connect } from 'node:net';

/** How the body of a request is marked off: rightly, or in a way that no client should. */
export type Framing = 'length' | 'chunked' | 'too-long' | 'too-short' | 'both' | 'none';

export interface RawRequest {
  readonly method: string;
  /** Path and query as they go over the wire. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  readonly framing: Framing;
}

export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
}

/** How long a server may keep a request waiting before it counts as hung. */
const patienceMs = 10_000;

/**
 * Sends a request on a connection of its own and reads until the server closes it. Throws where the
 * answer is not exactly one well-formed HTTP answer, or does not come.
 */
export async function send(port: number, request: RawRequest): Promise<RawAnswer> {
  const { head, body } = wireForm(request);
  const received = await new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1' });
    const hung = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no end of an answer: ${Buffer.concat(chunks)}`));
    }, patienceMs);
    socket.on('data', (chunk) => chunks.push(chunk));
    // A server that refuses early closes on what it has not read: the answer is there all the same.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(hung);
      resolve(Buffer.concat(chunks));
    });
    socket.write(head, 'latin1');
    socket.write(body);
    // What was promised will never come: only the end of the stream can say so.
    if (request.framing === 'too-long') socket.end();
  });
  return parsed(received, request.method);
}

function wireForm({ method, target, headers, body, framing }: RawRequest) {
  const length = {
    length: body.length,
    both: body.length,
    'too-long': body.length + 7,
    'too-short': Math.max(0, body.length - 3),
    chunked: undefined,
    none: undefined,
  }[framing];
  const chunked = framing === 'chunked' || framing === 'both';
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(length === undefined ? [] : [`Content-Length: ${length}`]),
    ...(chunked ? ['Transfer-Encoding: chunked'] : []),
    'Connection: close',
  ];
  return {
    head: `${lines.join('\r\n')}\r\n\r\n`,
    body: chunked ? chunks(body) : framing === 'none' ? Buffer.alloc(0) : body,
  };
}

/** The body in three pieces, one of them with an extension, and a trailer. */
function chunks(body: Buffer): Buffer {
  const third = Math.ceil(body.length / 3);
  const pieces = [0, 1, 2].map((i) => body.subarray(i * third, (i + 1) * third));
  const coded = pieces
    .filter((piece) => piece.length > 0)
    .flatMap((piece, i) => [
      Buffer.from(`${piece.length.toString(16)}${i === 1 ? ';ext=1' : ''}\r\n`),
      piece,
      Buffer.from('\r\n'),
    ]);
  return Buffer.concat([...coded, Buffer.from('0\r\nX-Trailer: 1\r\n\r\n')]);
}

function parsed(received: Buffer, method: string): RawAnswer {
  const end = received.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = received
    .toString('latin1', 0, Math.max(end, 0))
    .split('\r\n');
  const [, status] = /^HTTP\/1\.1 (\d{3}) [ -~]*$/.exec(statusLine) ?? [];
  if (status === undefined) throw new Error(`not an HTTP answer: ${received}`);
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [, name = '', value = ''] = /^([\w-]+): ?([ -~]*)$/.exec(line) ?? [];
    if (name === '' || headers.has(name.toLowerCase())) throw new Error(`a header reads ${line}`);
    headers.set(name.toLowerCase(), value);
  }
  const body = received.subarray(end + 4);
  // What is no HTTP is refused before its method is known, as if it was not HEAD.
  const bodiless = method === 'HEAD' && !statusLine.endsWith(' Refused');
  const declared = bodiless ? 0 : Number(headers.get('content-length') ?? 0);
  if (body.length !== declared) {
    throw new Error(`${body.length} bytes where ${declared} are declared: ${received}`);
  }
  const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  return { status: Number(status), headers, text };
}
