import type pg from 'pg';
import type { Metrics } from '#telemetry';

/** @returns sets how full the pool of this process is: more than it may open wait for one another */
export function poolFigures(metrics: Metrics, pool: pg.Pool) {
  const connections = metrics.gauge(
    'uniflag_database_connections',
    'Connections of this process: used, idle, and pieces of work that wait for one.',
    ['state'],
  );
  metrics
    .gauge('uniflag_database_connections_max', 'Connections this process may open.')
    .set({}, pool.options.max);
  return (): void => {
    const { totalCount, idleCount, waitingCount } = pool;
    connections.set({ state: 'used' }, totalCount - idleCount);
    connections.set({ state: 'idle' }, idleCount);
    connections.set({ state: 'waiting' }, waitingCount);
  };
}
