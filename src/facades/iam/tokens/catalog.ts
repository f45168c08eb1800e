import { Type } from '../../../contract/schema.ts';

/** TokenCatalog. */
export const catalogSchema = Type.Array(
  Type.Object({
    type: Type.String({ description: 'Service type.' }),
    id: Type.String({ description: 'Service ID.' }),
    name: Type.String({ description: 'Service name.' }),
    endpoints: Type.Array(
      Type.Object({
        url: Type.String({ description: 'Where the service is reached.' }),
        region: Type.String({ description: 'Region; * for all.' }),
        region_id: Type.String({ description: 'The same.' }),
        interface: Type.String({ description: 'Always public.' }),
        id: Type.String({ description: 'Endpoint ID.' }),
      }),
    ),
  }),
);

const everyRegion = ['*'];

/** The services of this server, under the names that the vendor's hosts begin with. */
export function catalog(baseUrl: string, regions: readonly string[]) {
  return [
    service('iam', 'identity', `${baseUrl}/v3`, everyRegion),
    service('sts', 'sts', baseUrl, everyRegion),
    service('cloudbuild-ext', 'cloudbuild-ext', baseUrl, regions),
    service('codehub-ext', 'codehub-ext', baseUrl, regions),
    service('projectman-ext', 'projectman-ext', baseUrl, regions),
  ];
}

function service(name: string, type: string, url: string, regions: readonly string[]) {
  const endpoints = regions.map((region) => ({
    url,
    region,
    region_id: region,
    interface: 'public',
    id: `${name}.${region}`,
  }));
  return { type, id: name, name, endpoints };
}
