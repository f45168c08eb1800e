import { Problem } from '../kernel/index.ts';
import type { TaskDefinition } from './model.ts';

const subject = 'build task';

/** Source: CodeArts Build service overview, constraints. */
export const maxTasksPerAccount = 10_000;
const maxSteps = 50;
const maxSettingsDepth = 32;
/** Characters as JSON: lists read many at once. */
const maxDefinition = 262_144;

/** What a task may be called, to follow the words "must be". Source: constraints, task name. */
export const taskNameRule = '1 to 115 Chinese characters, letters, digits, - or _';
const taskNames = /^[\p{Script=Han}A-Za-z0-9_-]{1,115}$/u;
const stepNames = /^[\p{Script=Han}A-Za-z0-9_,;:./()（） -]{1,128}$/u;
const parameterNames = /^[A-Za-z0-9_]{1,128}$/;

/** The name as it is stored, in Unicode's composed form. Throws Problem `invalid`. */
export function checkedTaskName(name: string): string {
  const composed = name.length <= 500 ? name.normalize('NFC') : '';
  if (taskNames.test(composed)) return composed;
  throw new Problem('invalid', { subject, field: 'taskName', reason: `must be ${taskNameRule}` });
}

/** Throws Problem `invalid` where steps or parameters are not as the service's constraints say. */
export function requireDefinition(definition: TaskDefinition): void {
  const { steps, parameters } = definition;
  if (steps.length > maxSteps) throw invalid('steps', `must be at most ${maxSteps} steps`);
  for (const [i, { name, settings }] of steps.entries()) {
    if (!stepNames.test(name)) {
      const accepts =
        '1 to 128 Chinese characters, letters, digits, blanks or any of -_,;:./()（）';
      throw invalid(`steps[${i}].name`, `must be ${accepts}`);
    }
    if (isDeeperThan(settings, maxSettingsDepth)) {
      throw invalid(`steps[${i}].properties`, `must be at most ${maxSettingsDepth} levels deep`);
    }
  }
  if (JSON.stringify(definition).length > maxDefinition) {
    throw invalid('body', `must define the task in at most ${maxDefinition} characters`);
  }
  for (const [i, { properties }] of parameters.entries()) {
    const named = properties.find(({ name }) => name === 'name');
    if (named && !parameterNames.test(named.value ?? '')) {
      const accepts = 'a parameter name of 1 to 128 letters, digits or _';
      throw invalid(`parameters[${i}].params`, `must hold ${accepts}`);
    }
  }
}

export function taskNameTaken(name: string): Problem {
  const reason = `a build task named ${name} exists in the project already`;
  return new Problem('taken', { subject, field: 'taskName', reason });
}

/** `called`: what the call names the task by. */
export function taskNotFound(called: string): Problem {
  return new Problem('not-found', {
    subject,
    field: called,
    reason: 'there is no such build task that you can see',
  });
}

export function requireRoom(tasks: number): void {
  if (tasks < maxTasksPerAccount) return;
  throw new Problem('limit-reached', {
    subject,
    reason: `the account has ${maxTasksPerAccount} build tasks already, the most there may be`,
  });
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(inner, levels - 1));
}

function invalid(field: string, reason: string): Problem {
  return new Problem('invalid', { subject, field, reason });
}
