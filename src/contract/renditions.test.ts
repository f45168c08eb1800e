import { expect, it } from 'vitest';
import { Rendition, Renditions } from './renditions.ts';

/** What was sent, and how often a reply had to be made. */
function counted(renditions: Renditions) {
  let made = 0;
  const ask = async (values: readonly unknown[], version: number, body: unknown) => {
    const reply = await renditions.reply(values, version, async () => {
      made += 1;
      return { body, headers: { 'X-Total': String(made) } };
    });
    const { body: sent, headers } = reply;
    return [sent instanceof Rendition && sent.bytes.toString(), headers?.['X-Total']];
  };
  return ask;
}

it('makes a reply once for each version and for everything it is made of', async () => {
  const ask = counted(new Renditions());
  expect(await ask(['a'], 1, { name: 'é' })).toEqual(['{"name":"é"}', '1']);
  expect(await ask(['a'], 1, 'never made')).toEqual(['{"name":"é"}', '1']);
  expect(await ask(['b'], 1, [])).toEqual(['[]', '2']);
  expect(await ask(['a'], 2, {})).toEqual(['{}', '3']);
  // An older snapshot may still be read, and is told nothing newer.
  expect(await ask(['a'], 1, 'old')).toEqual(['"old"', '4']);
});

it('keeps no reply that could not be made', async () => {
  const renditions = new Renditions();
  const failing = renditions.reply(['a'], 1, () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  expect(await counted(renditions)(['a'], 1, 1)).toEqual(['1', '1']);
});

it('drops what was not asked for the longest, and never holds more than it may', async () => {
  const ask = counted(new Renditions(3000));
  const long = 'x'.repeat(900);
  for (const name of ['a', 'b', 'c']) await ask([name], 1, long);
  expect((await ask(['a'], 1, long))[1]).toBe('1');
  expect((await ask(['d'], 1, long))[1]).toBe('4');
  expect((await ask(['a'], 1, long))[1]).toBe('1');
  expect((await ask(['b'], 1, long))[1]).toBe('5');
  // Too long to be kept at all.
  expect((await ask(['e'], 1, 'x'.repeat(4000)))[1]).toBe('6');
  expect((await ask(['e'], 1, 'x'.repeat(4000)))[1]).toBe('7');
});

it('counts a reply once that several have made at the same time', async () => {
  const ask = counted(new Renditions(3000));
  const long = 'x'.repeat(900);
  await Promise.all(Array.from({ length: 10 }, () => ask(['a'], 1, long)));
  for (const name of ['b', 'c']) await ask([name], 1, long);
  expect((await ask(['b'], 1, long))[1]).toBe('11');
});
