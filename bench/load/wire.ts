import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** An answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number;
  /** Names and values in turn, as sent. */
  readonly headers: readonly string[];
  readonly body: string;
}

/** Sends the bytes of one request on a connection of its own. Throws when there is no answer. */
export async function exchange(
  port: number,
  request: string | Uint8Array,
): Promise<WireAnswer | 'nobody-there'> {
  const socket = connect(port, '127.0.0.1');
  try {
    socket.write(request);
    const chunks: Buffer[] = [];
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      const answer = wholeAnswer(Buffer.concat(chunks));
      if (answer) return answer;
    }
    throw new Error('the connection was closed before the answer was whole');
  } catch (error) {
    // Reset: whoever listens for a moment to see whether the port is free.
    const { code } = error as { code?: string };
    if (code === 'ECONNREFUSED' || code === 'ECONNRESET') return 'nobody-there';
    throw error;
  } finally {
    socket.destroy();
  }
}

function wholeAnswer(bytes: Buffer): WireAnswer | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const headers = lines.flatMap((line) => {
    const colon = line.indexOf(': ');
    return [line.slice(0, colon), line.slice(colon + 2)];
  });
  const body = bytes.subarray(end + 4);
  if (body.length < Number(headerOf(headers, 'Content-Length'))) return undefined;
  return { status: Number(statusLine.split(' ')[1]), headers, body: body.toString() };
}

/** The value of a header in a flat list of names and values. */
export function headerOf(headers: readonly string[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  const at = headers.findIndex((each, i) => i % 2 === 0 && each.toLowerCase() === wanted);
  return at < 0 ? undefined : headers[at + 1];
}

/**
 * A port of the loopback address that nothing listens on, below those that the system gives out:
 * who polls one of theirs may in the end be connected to himself.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    const server = createServer().listen(port, '127.0.0.1');
    try {
      await once(server, 'listening');
    } catch {
      continue;
    }
    server.close();
    await once(server, 'close');
    return port;
  }
}
