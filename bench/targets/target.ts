import { setTimeout as sleep } from 'node:timers/promises';
import { exchange, type WireAnswer } from '../load/wire.ts';
import type { MeasuredProcess } from './measured-process.ts';

/** A process that takes requests. */
export interface Target {
  readonly process: MeasuredProcess;
  readonly port: number;
}

/** Sends a request to a process that may still be starting. Throws where the answer is no success. */
export async function firstAnswer(
  target: Target,
  request: string | Uint8Array,
): Promise<WireAnswer> {
  for (;;) {
    target.process.requireRunning();
    const answer = await exchange(target.port, request);
    if (answer === 'nobody-there') await sleep(2);
    else if (answer.status < 300) return answer;
    else throw new Error(`${answer.status} ${answer.body}`);
  }
}
