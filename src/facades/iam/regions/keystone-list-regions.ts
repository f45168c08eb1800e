import { Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { anyCaller } from '../../permissions.ts';
import { links, linksTo, selfLink } from '../links.ts';

/** Source: IAM API Reference, Region Management, Querying a Region List. */
export const keystoneListRegions = operation({
  name: 'KeystoneListRegions',
  summary: 'Querying the regions that are served',
  section: 'Region Management',
  method: 'GET',
  path: '/v3/regions',
  parameters: {},
  success: {
    status: 200,
    model: 'KeystoneListRegionsResponse',
    body: Type.Object({
      links,
      regions: Type.Array(
        Type.Object({
          description: Type.String({ description: 'Description of the region.' }),
          // The page says "Null." and its example shows it, though the SDKs call it a string.
          parent_region_id: Type.Null(),
          links: selfLink,
          locales: Type.Object({
            'zh-cn': Type.String({ description: 'Region name in Chinese.' }),
            'en-us': Type.String({ description: 'Region name in English.' }),
          }),
          id: Type.String({ description: 'Region ID.' }),
          type: Type.String({ description: 'Region type: public.' }),
        }),
      ),
    }),
  },
  permission: anyCaller,
  transaction: 'read',
  example: {},
  async handle({ baseUrl, regions }) {
    const self = `${baseUrl}/v3/regions`;
    const served = regions.map((id) => ({
      description: '',
      parent_region_id: null,
      links: { self: `${self}/${id}` },
      locales: { 'zh-cn': id, 'en-us': id },
      id,
      // The Node SDK keeps regions of this type alone.
      type: 'public',
    }));
    return { body: { links: linksTo(self), regions: served } };
  },
});
