import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** Unit of the times in /proc: Linux shows them in 1/100 s on every architecture that Node runs on. */
const ticksPerSecond = 100;

/** What the system tells of a process, a file of its folder in /proc; `self` is this one. */
export function procFile(pid: number | 'self', file: string): string {
  return readFileSync(`/proc/${pid}/${file}`, 'utf8');
}

/** Processor time of all threads of a process and of the children it has waited for, in seconds. */
export function cpuSecondsOf(pid: number | 'self'): number {
  const stat = procFile(pid, 'stat');
  // The name in parentheses may hold blanks; 12th to 15th after it: user, system, of children both.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return sum(fields.slice(11, 15)) / ticksPerSecond;
}

/** The same of a process and all its children, also those that are running. */
export function cpuSecondsOfFamily(pid: number): number {
  const finished = cpuSecondsOf(pid);
  const children = procFile(pid, `task/${pid}/children`).trim().split(' ').map(Number);
  return children.reduce((total, child) => total + cpuSecondsIfThere(child), finished);
}

function cpuSecondsIfThere(pid: number): number {
  try {
    return cpuSecondsOf(pid);
  } catch {
    // It has ended since it was found.
    return 0;
  }
}

/** Processor time that all cores together were not free since the machine started, in seconds. */
function machineBusySeconds(): number {
  const [total = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
  const [user = '', nice = '', system = '', , , irq = '', softirq = '', steal = ''] = total
    .split(/ +/)
    .slice(1);
  return sum([user, nice, system, irq, softirq, steal]) / ticksPerSecond;
}

/**
 * Starts to watch how much of the machine is taken by others than this process and its children.
 * The answer tells it, from 0 to 1, since the start; all children must have ended by then.
 */
export function shareOfOthers(): () => number {
  const began = performance.now();
  const before = othersSeconds();
  return () => {
    const seconds = (performance.now() - began) / 1000;
    return (othersSeconds() - before) / (seconds * availableParallelism());
  };

  function othersSeconds(): number {
    return machineBusySeconds() - cpuSecondsOf('self');
  }
}

function sum(numbers: readonly string[]): number {
  return numbers.reduce((total, each) => total + Number(each), 0);
}
