import type { Service } from '../service.ts';

/** The call in a shell: the address in `$ATELIER`, a token in `$TOKEN`. */
export function curlSample(operation: Service<unknown>['operations'][number]): string {
  const { method, path, permission, example, success } = operation;
  const filled = path.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    encodeURIComponent(String(example.path?.[name] ?? placeholder)),
  );
  const query = Object.entries(example.query ?? {})
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
  const show = success.headers ? ' -i' : '';
  const verb = method === 'GET' ? '' : ` -X ${method}`;
  const headers = [
    ...(permission.row.open ? [] : ['"X-Auth-Token: $TOKEN"']),
    ...Object.entries(example.header ?? {}).map(([name, value]) => `"${name}: ${value}"`),
    ...(operation.body ? ['"Content-Type: application/json"'] : []),
  ];
  return [
    `curl${show}${verb} "$ATELIER${filled}${query && `?${query}`}"`,
    ...headers.map((header) => `-H ${header}`),
    ...(operation.body ? [`-d '${quotable(example.body)}'`] : []),
  ]
    .join(' \\\n  ')
    .concat('\n');
}

/** JSON that stands unharmed between single quotes. */
function quotable(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll("'", '\\u0027');
}
