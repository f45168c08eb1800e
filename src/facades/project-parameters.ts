import { Type } from '../contract/schema.ts';

export const projectName = Type.String({
  description: 'Project name.',
  accepts: 'a text of 1 to 128 characters',
});

/** Source: ProjectMan API Reference, CreateProjectV4. */
export const projectTypes = ['scrum', 'normal', 'xboard', 'basic', 'phoenix', 'ipd'] as const;
