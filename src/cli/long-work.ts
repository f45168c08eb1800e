const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Does work that takes long. When it fails, or a signal comes in the midst of it, `takeBack` undoes
 * what is there so far; of a signal the process then ends.
 */
export async function orTakenBack(takeBack: () => void, work: () => Promise<void>): Promise<void> {
  const ignoreSignals = () => {
    for (const signal of signals) process.off(signal, stop);
  };
  const stop = (signal: NodeJS.Signals) => {
    takeBack();
    ignoreSignals();
    process.kill(process.pid, signal);
  };
  for (const signal of signals) process.on(signal, stop);
  try {
    await work();
  } catch (error) {
    takeBack();
    throw error;
  } finally {
    ignoreSignals();
  }
}

const everyMs = 5000;

/**
 * Says on standard error how far something is, as it is told: on a terminal in one line that is
 * written anew and left when all is done, elsewhere in a line every few seconds.
 */
export function progressOf(what: string, unit: string): (done: number, all: number) => void {
  const terminal = process.stderr.isTTY === true;
  let last = Date.now();
  return (done, all) => {
    const text = `${what} ${done.toLocaleString('en')} of ${all.toLocaleString('en')} ${unit}`;
    if (terminal) {
      process.stderr.write(`\r${text}\x1b[K${done >= all ? '\n' : ''}`);
    } else if (Date.now() - last >= everyMs) {
      last = Date.now();
      process.stderr.write(`${text}\n`);
    }
  };
}
