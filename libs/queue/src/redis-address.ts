interface RedisLogin {
  readonly hosts: readonly { readonly host: string; readonly port: number }[];
  readonly username?: string;
  readonly password?: string;
  readonly tls?: Record<string, never>;
}

export type RedisAddress =
  | { readonly kind: 'standalone'; readonly url: string }
  | { readonly kind: 'sentinel'; readonly master: string; readonly login: RedisLogin }
  | { readonly kind: 'cluster'; readonly login: RedisLogin };

/**
 * Reads where Redis is:
 *
 * redis://user:password@host:6379/0               one server (rediss:// for TLS)
 * redis+sentinel://password@a:26379,b:26379/main  the master that Sentinels call `main`
 * redis+cluster://password@a:6379,b:6379          a cluster, found through any of these
 *
 * @throws Error without the address in it, which may hold a password
 */
export function parseRedisAddress(url: string): RedisAddress {
  if (/^rediss?:\/\/[^,]+$/.test(url)) return { kind: 'standalone', url };
  const parts = /^(rediss?)\+(sentinel|cluster):\/\/(?:([^@/]*)@)?([^@/]+)(?:\/([^/?]+))?\/?$/.exec(url);
  const [, scheme, kind, login, hosts, master] = parts ?? [];
  if (!hosts || (kind === 'sentinel' && !master)) {
    throw new Error('The address of the queue is not one of redis://, redis+sentinel:// or redis+cluster://');
  }
  const common: RedisLogin = {
    hosts: hosts.split(',').map((each) => parseHost(each, kind === 'sentinel' ? 26_379 : 6_379)),
    ...parseLogin(login ?? ''),
    ...(scheme === 'rediss' ? { tls: {} } : {}),
  };
  return kind === 'sentinel' && master
    ? { kind: 'sentinel', master: decodeURIComponent(master), login: common }
    : { kind: 'cluster', login: common };
}

function parseHost(text: string, defaultPort: number): { host: string; port: number } {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (!host) throw new Error('The address of the queue names a server that is none');
  return { host, port: port === undefined ? defaultPort : Number(port) };
}

function parseLogin(text: string): { username?: string; password?: string } {
  if (text === '') return {};
  const [user = '', ...rest] = text.split(':');
  if (rest.length === 0) return { password: decodeURIComponent(user) };
  const password = decodeURIComponent(rest.join(':'));
  return user === '' ? { password } : { username: decodeURIComponent(user), password };
}
