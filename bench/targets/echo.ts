import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, type WireAnswer } from '../load/wire.ts';
import { MeasuredProcess } from './measured-process.ts';
import { firstAnswer, type Target } from './target.ts';

/** Starts the bare echo, which gives to whatever it is sent what `target` answers to `request`. */
export async function startEcho(
  directory: string,
  target: Target,
  request: string,
): Promise<Target> {
  const answer: WireAnswer = await firstAnswer(target, request);
  const port = await freePort();
  const file = join(directory, `answer-${port}.json`);
  writeFileSync(file, JSON.stringify(answer));
  const argv = [join(import.meta.dirname, 'echo-server.ts'), String(port), file];
  const echo = { process: new MeasuredProcess(argv, join(directory, 'log')), port };
  await firstAnswer(echo, request);
  return echo;
}
