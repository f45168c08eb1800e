import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';

const list = proven('IAM v5', 'ListRegisteredServicesForAuthSchemaV5');

interface Page {
  readonly service_codes: readonly string[];
  readonly page_info: { readonly next_marker?: string; readonly current_count: number };
}

onEveryStore((scene) => {
  it('lists the services, page by page', async () => {
    const { core } = await scene.enter('anyone');
    const whole = (await core.send(list)).body as Page;
    expect(whole.service_codes).toEqual(
      expect.arrayContaining(['codeartsbuild', 'codeartsrepo', 'codeartsreq', 'iam', 'sts']),
    );
    expect(whole.page_info).toEqual({ current_count: whole.service_codes.length });

    const paged: string[] = [];
    let marker: string | undefined;
    do {
      const values = { limit: 2, ...(marker === undefined ? {} : { marker }) };
      const { service_codes, page_info } = (await core.send(list, values)).body as Page;
      expect(page_info.current_count).toBe(service_codes.length);
      expect(service_codes.length).toBeLessThanOrEqual(2);
      paged.push(...service_codes);
      marker = page_info.next_marker;
    } while (marker !== undefined);
    expect(paged).toEqual(whole.service_codes);
  });

  it.each([
    [{ limit: 0 }, 'PAP5.0002'],
    [{ limit: 201 }, 'PAP5.0002'],
    [{ limit: 'x' }, 'PAP5.0002'],
    [{ marker: '' }, 'PAP5.0010'],
    [{ marker: 'iam' }, 'PAP5.0010'],
  ])('refuses %j', async (values, error_code) => {
    const answer = await scene.core.send(list, values);
    expect(answer).toMatchObject({ status: 400, body: { error_code } });
  });
});
