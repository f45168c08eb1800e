import { join } from 'node:path';
import type { DataLocation } from '../../src/open-data.ts';
import { freePort, headerOf } from '../load/wire.ts';
import type { Caller } from '../scenes/caller.ts';
import { MeasuredProcess } from './measured-process.ts';
import { firstAnswer, type Target } from './target.ts';

/** The server as it is delivered: the built bundle under its launcher, with default settings. */
export async function startAtelier(directory: string, data: DataLocation): Promise<Target> {
  return startAtelierAt(await freePort(), directory, data);
}

/** The same on a port that is known before. */
export function startAtelierAt(port: number, directory: string, data: DataLocation): Target {
  const launcher = join(import.meta.dirname, '..', '..', 'bin', 'atelier.cjs');
  const argv = [launcher, 'serve', '--data', data.directory, '--port', String(port)];
  if (data.database !== undefined) argv.push('--database', data.database);
  return { process: new MeasuredProcess(argv, join(directory, 'log')), port };
}

/** Logs in over the wire: a token of the caller, scoped to the region's IAM project. */
export async function logIn(target: Target, caller: Caller): Promise<string> {
  const { userName: name, password, domainName, region } = caller;
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
