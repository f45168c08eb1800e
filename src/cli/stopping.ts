import type { RunningServer } from '../main.ts';

/** Signals come twice where a launcher passes on what the terminal sends to all: that is one. */
const oneSignal = 500;

/**
 * Stops the server when it is told to: what was accepted is finished, at most for the given time
 * (seconds). What is not answered by then, or by a second signal, is given up: exit code 1.
 */
export function stopWhenTold(server: RunningServer, stopTimeout: number): void {
  let told: number | undefined;
  const stop = () => {
    if (told === undefined) {
      told = performance.now();
      setTimeout(() => giveUp(`not finished in ${stopTimeout} s`), stopTimeout * 1000).unref();
      void server.stop();
    } else if (performance.now() - told > oneSignal) giveUp('told twice');
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // A launcher that dies takes its server with it.
  process.once('disconnect', stop);
  process.channel?.unref();
}

/** Nothing that was answered is lost: it was on the disk before. */
function giveUp(why: string): never {
  process.stderr.write(`atelier: stopped with requests unanswered: ${why}\n`);
  process.exit(1);
}
