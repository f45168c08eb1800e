export { type Clock, systemClock } from './clock.ts';
export { Grant, type Origin, type Principal } from './grant.ts';
export { type Ids, timeOrderedIds } from './ids.ts';
export type { Page, Slice, Stretch } from './page.ts';
export { isPlainName, plainNameRule } from './plain-name.ts';
export { type Denial, Problem, type ProblemDetails, type ProblemKind } from './problem.ts';
export { randomDigits } from './random-digits.ts';
