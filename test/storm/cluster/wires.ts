import { apiNames, links, workerNames, type Backend } from '../plan/plan.js';
import { freePorts } from './ports.js';
import { Proxy } from './proxy.js';

/** Where the servers and processes of a cluster listen, all on 127.0.0.1. */
export interface Ports {
  readonly postgres: number;
  readonly redis: number;
  readonly simulatorHttp: number;
  readonly simulatorSmtp: number;
  readonly apis: readonly number[];
  /** Each worker's own mail server. */
  readonly workerMail: readonly number[];
}

/** Every connection of the product, each through proxies of its own. */
export interface Wires {
  readonly ports: Ports;
  /** Link, such as `worker-1>redis`, to the proxies on it. */
  readonly proxies: ReadonlyMap<string, readonly Proxy[]>;
  /** The port by which a process reaches a server; `index` where a server has several. */
  port(link: string, index?: number): number;
}

/** Replies of platforms go to whichever worker answers, callbacks to whichever API. */
export const replyLink = 'simulator>workers';
export const callbackLink = 'simulator>apis';

export async function layWires(backend: Backend): Promise<Wires> {
  const names = links(backend);
  const servers = 4 + apiNames.length + workerNames.length;
  const free = [...(await freePorts(servers + 2 * names.length + 2))];
  const take = () => free.pop() ?? 0;
  const ports: Ports = {
    ...{ postgres: take(), redis: take(), simulatorHttp: take(), simulatorSmtp: take() },
    apis: apiNames.map(take),
    workerMail: workerNames.map(take),
  };
  const upstreams: Readonly<Record<string, readonly number[]>> = {
    postgres: [ports.postgres],
    redis: [ports.redis],
    simulator: [ports.simulatorHttp, ports.simulatorSmtp],
  };
  const proxies = new Map<string, readonly Proxy[]>(
    names.map((name) => {
      const server = name.split('>')[1] ?? '';
      return [name, (upstreams[server] ?? []).map((upstream) => new Proxy(take(), [upstream]))];
    }),
  );
  proxies.set(replyLink, [new Proxy(take(), ports.workerMail)]);
  proxies.set(callbackLink, [new Proxy(take(), ports.apis)]);
  for (const each of [...proxies.values()].flat()) await each.open();
  return { ports, proxies, port: (link, index = 0) => proxies.get(link)?.[index]?.port ?? 0 };
}
