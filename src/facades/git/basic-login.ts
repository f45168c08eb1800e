import type { Login } from '../../domain/access/index.ts';

/**
 * Who a header `Authorization: Basic` names: `account/user`, also with the slash as `%2F`, or the
 * account alone for its root user. Undefined where it says nothing of the kind.
 * Source: CodeArts Repo user guide, HTTPS password.
 */
export function basicLogin(header: string | undefined): Login | undefined {
  const [, encoded] = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const [, said = '', password = ''] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
  if (said === '' || password === '') return undefined;
  const [domainName = '', ...user] = said.replace(/%2F/i, '/').split('/');
  return { domainName, userName: user.length === 0 ? domainName : user.join('/'), password };
}
