import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lowPasswordCost, Passwords } from './passwords.ts';

const passwords = new Passwords(lowPasswordCost);
const busy = expect.objectContaining({ kind: 'busy' });

it('tells the right password from any other', async () => {
  const stored = await passwords.hash('pässword 密码');
  expect(await passwords.matches('pässword 密码', stored)).toBe(true);
  // The same letters, typed with combining marks.
  expect(await passwords.matches('pässword 密码'.normalize('NFD'), stored)).toBe(true);
  for (const wrong of ['', 'pässword 密', 'pässword 密码 ', 'Pässword 密码', stored]) {
    expect(await passwords.matches(wrong, stored), wrong).toBe(false);
  }
});

it('salts every hash, and tells its cost in it', async () => {
  const [one, other] = await Promise.all([passwords.hash('same'), passwords.hash('same')]);
  expect(one).toMatch(/^scrypt\$4\$8\$1\$[\w+/=]{24}\$[\w+/=]{44}$/);
  expect(other).not.toBe(one);
  const costlier = new Passwords({ ...lowPasswordCost, log2N: 5 });
  expect(await costlier.matches('same', one)).toBe(true);
});

it('lets nobody in without a stored hash, or with a broken one', async () => {
  for (const stored of [undefined, '', 'scrypt$4$8$1$AAAA$']) {
    const outcome = await passwords.matches('', stored).catch(() => 'refused');
    expect(outcome, stored).not.toBe(true);
  }
});

it('works on two at once, lets eight wait and tells the others to come back', async () => {
  await passwords.matches('', undefined);
  const stored = await passwords.hash('right');
  const ten = Array.from({ length: 10 }, () => passwords.hash('one of ten'));
  await expect(passwords.hash('eleventh')).rejects.toEqual(busy);
  // Whether the user is known shows in nothing.
  await expect(passwords.matches('right', stored)).rejects.toEqual(busy);
  await expect(passwords.matches('right', undefined)).rejects.toEqual(busy);
  expect(new Set(await Promise.all(ten)).size).toBe(10);
  expect(await passwords.matches('right', stored)).toBe(true);
});

it('forgets that it was busy when the first unknown user came', async () => {
  const fresh = new Passwords(lowPasswordCost);
  const ten = Array.from({ length: 10 }, () => fresh.hash('one of ten'));
  await expect(fresh.matches('x', undefined)).rejects.toEqual(busy);
  await Promise.all(ten);
  expect(await fresh.matches('x', undefined)).toBe(false);
});

it('takes no longer over a long password than its length is worth', () => {
  // Marks out of order: composing a run of them takes time that grows with its square.
  const program = `
    import { lowPasswordCost, Passwords } from ${JSON.stringify(join(import.meta.dirname, 'passwords.ts'))};
    const password = '\u0301\u0316'.repeat(100_000);
    console.log(await new Passwords(lowPasswordCost).matches(password, undefined));`;
  // In a process of its own, which can be ended where it would never come back.
  const flags = ['--input-type=module', '-e', program];
  const { stdout } = spawnSync(process.execPath, flags, { timeout: 10_000, encoding: 'utf8' });
  expect(stdout.trim()).toBe('false');
});
