import { expect, it } from 'vitest';
import { ask } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';

onEveryStore((scene) => {
  const get = (target: string) => ask(scene.world, { method: 'GET', target });

  it('lives and is ready, whoever asks', async () => {
    for (const path of ['/healthz', '/readyz']) {
      const answer = await fetch(scene.world.endpoint + path);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toEqual({ status: 'ok' });
    }
  });

  it('shows no metrics where the API is', async () => {
    expect((await get('/metrics')).status).toBe(404);
  });

  it('lives on and is not ready while the store hangs', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    // As many as any store reads at once.
    const hanging = Array.from({ length: 10 }, () =>
      scene.world.server.data.store.read(() => held),
    );
    setTimeout(release, 10_000).unref();
    expect((await fetch(`${scene.world.endpoint}/healthz`)).status).toBe(200);
    expect(await get('/readyz')).toMatchObject({
      status: 503,
      headers: { 'retry-after': '1' },
      body: {
        error_code: 'APIGW.0201',
        error_msg: 'Backend unavailable. the store does not answer',
      },
    });
    release();
    await Promise.all(hanging);
    expect((await fetch(`${scene.world.endpoint}/readyz`)).status).toBe(200);
  });
});
