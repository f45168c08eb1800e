/** How long after one piece of work the next follows where there is more of it, in ms. */
const shortPause = 100;

/**
 * Does a piece of work now and then, one at a time, as long as the process runs. `work` answers
 * whether there is more of it, which follows soon; else it is `pause` ms until the next time. What
 * it throws is told, and it is tried again later.
 */
export function nowAndThen(
  pause: number,
  work: () => Promise<boolean>,
  onFailure: (error: unknown) => void,
): { /** Resolves when nothing runs any more. */ stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const round = async () => {
    let more = false;
    try {
      more = await work();
    } catch (error) {
      onFailure(error);
    }
    if (stopped) return;
    timer = setTimeout(begin, more ? shortPause : pause);
    timer.unref();
  };
  const begin = () => {
    running = round();
  };
  begin();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
      return running;
    },
  };
}
