import { AsyncLocalStorage } from 'node:async_hooks';
import type { Duplex } from 'node:stream';
import type { AttemptPhases } from '#application';

const underWay = new AsyncLocalStorage<ConnectionTimes>();

/** When a request's own connection came about. A request that uses a kept connection has none of these times. */
export class ConnectionTimes {
  private startedMs: number | null = null;
  private lookedUpMs: number | null = null;
  private connectedMs: number | null = null;
  private securedMs: number | null = null;

  /** Times the connections that `work` opens. */
  of<T>(work: () => Promise<T>): Promise<T> {
    return underWay.run(this, work);
  }

  watch(socket: Duplex): void {
    this.startedMs = performance.now();
    this.lookedUpMs = this.connectedMs = this.securedMs = null;
    socket.once('lookup', () => (this.lookedUpMs = performance.now()));
    socket.once('connect', () => (this.connectedMs = performance.now()));
    socket.once('secureConnect', () => (this.securedMs = performance.now()));
  }

  /**
   * @param sentFromMs when the request began, which is when a kept connection was there
   * @param answeredMs when the head of the answer was there; null where none came
   */
  phases(sentFromMs: number, answeredMs: number | null): AttemptPhases {
    const { startedMs, lookedUpMs, connectedMs, securedMs } = this;
    return {
      dnsMs: span(startedMs, lookedUpMs),
      connectMs: span(lookedUpMs ?? startedMs, connectedMs),
      tlsMs: span(connectedMs, securedMs),
      firstByteMs: span(securedMs ?? connectedMs ?? sentFromMs, answeredMs),
    };
  }
}

/** For agents: times this connection for the request that opens it. */
export function timed(socket: Duplex | null | undefined): typeof socket {
  if (socket) underWay.getStore()?.watch(socket);
  return socket;
}

function span(fromMs: number | null, toMs: number | null): number | null {
  return fromMs === null || toMs === null ? null : Math.round(toMs - fromMs);
}
