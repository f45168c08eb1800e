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
