import { type Principal, Problem } from '../../kernel/index.ts';
import type { FirstCommit } from '../ports.ts';
import { gitignores } from './gitignores.ts';
import licences from './licences.json' with { type: 'json' };

/** What a repository is to begin with; nothing of it: it begins empty. */
export interface FirstFiles {
  readonly readme: boolean;
  /** One of `gitignores`. */
  readonly gitignore?: string;
  /** The number of one of the licences. Source: the vendor's Terraform provider. */
  readonly licence?: number;
}

/**
 * The commit with the files that a new repository is to begin with, undefined where there are none.
 * Throws Problem `invalid` (gitignore, licence).
 */
export function firstCommit(
  repository: { readonly name: string; readonly description: string },
  { readme, gitignore, licence }: FirstFiles,
  { userName, userNumber }: Principal,
  at: number,
): FirstCommit | undefined {
  const files = [
    ...(readme ? [{ path: 'README.md', content: readmeOf(repository) }] : []),
    ...(gitignore === undefined ? [] : [{ path: '.gitignore', content: gitignoreOf(gitignore) }]),
    ...(licence === undefined
      ? []
      : [{ path: 'LICENSE', content: licenceOf(licence, userName, at) }]),
  ];
  if (files.length === 0) return undefined;
  // Users have no address; this domain never is one.
  const author = { name: userName, email: `user-${userNumber}@users.invalid` };
  return { author, at, message: 'Initial commit\n', files };
}

function readmeOf({ name, description }: { name: string; description: string }): string {
  return `# ${name}\n${description === '' ? '' : `\n${description}\n`}`;
}

function gitignoreOf(name: string): string {
  const lines = Object.hasOwn(gitignores, name) ? gitignores[name] : undefined;
  if (lines) return `${lines.join('\n')}\n`;
  throw new Problem('invalid', {
    subject: 'repository',
    field: 'gitignore',
    reason: `must be one of ${Object.keys(gitignores).join(', ')}`,
  });
}

function licenceOf(number: number, holder: string, at: number): string {
  const licence = licences.find((each) => each.number === number);
  if (!licence) {
    const known = licences.map((each) => `${each.number} (${each.name})`);
    throw new Problem('invalid', {
      subject: 'repository',
      field: 'licence',
      reason: `must be one of ${known.join(', ')}`,
    });
  }
  // The long ones show at their end how others are put under them, with blanks that are no gaps.
  if (licence.text.length > 5000) return licence.text;
  const year = String(new Date(at).getUTCFullYear());
  return licence.text.replace('<year>', year).replace(/<(copyright holders|owner)>/, () => holder);
}
