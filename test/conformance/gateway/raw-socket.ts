import { connect } from 'node:net';
import { answerOf, type Reached } from '../../clients.ts';
import { type Answer, requireStrict, type SdkOperation } from '../../strict-answers.ts';

/**
 * Sends bytes as they are and reads one answer, checked strictly. Rejects when the server ends the
 * connection without one: a bare socket is no answer.
 */
export async function speak(
  { endpoint }: Reached,
  bytes: string | Uint8Array,
  operation?: SdkOperation,
): Promise<Answer> {
  const { hostname, port } = new URL(endpoint);
  const answer = await new Promise<Answer>((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) });
    let received = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      received += chunk;
      const complete = parsed(received);
      if (!complete) return;
      resolve(complete);
      socket.destroy();
    });
    socket.on('end', () => reject(new Error(`no answer but ${JSON.stringify(received)}`)));
    socket.on('error', reject);
    socket.write(bytes);
  });
  requireStrict(answer, operation);
  return answer;
}

/** The answer, once all of it is there. */
function parsed(received: string): Answer | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  // An interim answer, such as 100 Continue, only comes before the one that counts.
  if (/^HTTP\/1\.1 1/.test(received)) return parsed(received.slice(end + 4));
  const [line = '', ...fields] = received.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(
    fields.map((field) => field.split(/: ?(.*)/s, 2) as [string, string]),
  );
  const named = answerOf(Number(line.split(' ')[1]), headers, '');
  const length = Number(named.headers['content-length'] ?? 0);
  const body = received.slice(end + 4);
  if (body.length < length) return undefined;
  return answerOf(named.status, headers, Buffer.from(body, 'latin1').toString('utf8'));
}
