import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MeasuredProcess } from './measured-process.ts';
import type { Scene } from './scene.ts';
import { exchange, headerOf, type WireAnswer } from './wire.ts';

/** A process that takes requests. */
export interface Target {
  readonly process: MeasuredProcess;
  readonly port: number;
}

/** The server as it is delivered: the built bundle under its launcher, with default settings. */
export function startBundle(data: string, port: number, logFile: string): Target {
  const launcher = join(import.meta.dirname, '..', 'bin', 'atelier.cjs');
  const argv = [launcher, 'serve', '--data', data, '--port', String(port)];
  return { process: new MeasuredProcess(argv, logFile), port };
}

/** The bare echo, which gives the same answer to whatever it is sent. */
export function startEcho(answer: WireAnswer, port: number, logFile: string): Target {
  const argv = [join(import.meta.dirname, 'echo.ts'), String(port), JSON.stringify(answer)];
  return { process: new MeasuredProcess(argv, logFile), port };
}

/** Sends a request to a process that may still be starting. Throws where the answer is no success. */
export async function firstAnswer(target: Target, request: Uint8Array): Promise<WireAnswer> {
  for (;;) {
    target.process.requireRunning();
    const answer = await exchange(target.port, request);
    if (answer === 'nobody-there') await sleep(2);
    else if (answer.status < 300) return answer;
    else throw new Error(`${answer.status} ${answer.body}`);
  }
}

/** Logs in over the wire: a token of the scene's user, scoped to the region's IAM project. */
export async function logIn(target: Target, scene: Scene): Promise<string> {
  const { userName: name, password, domainName, region } = scene;
  const user = { name, password, domain: { name: domainName } };
  const login = {
    auth: {
      identity: { methods: ['password'], password: { user } },
      scope: { project: { name: region } },
    },
  };
  const body = JSON.stringify(login);
  const head = `POST /v3/auth/tokens HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ${body.length}`;
  const { headers } = await firstAnswer(target, Buffer.from(`${head}\r\n\r\n${body}`));
  const token = headerOf(headers, 'X-Subject-Token');
  if (token === undefined) throw new Error('the login has brought no token');
  return token;
}
