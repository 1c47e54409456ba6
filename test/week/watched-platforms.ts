import type { Platform } from '#platform-kit';
import type { SimulatedWorld } from '#platform-kit/simulation';

/** Platforms whose stand-ins say how many mails they are about to send. */
export interface WatchedPlatforms {
  readonly platforms: readonly Platform[];
  readonly onTheirWay: number;
}

export function watchedPlatforms(registry: readonly Platform[]): WatchedPlatforms {
  let onTheirWay = 0;
  const watched = (world: SimulatedWorld): SimulatedWorld => ({
    ...world,
    sendMail: async (mail) => {
      onTheirWay += 1;
      try {
        await world.sendMail(mail);
      } finally {
        onTheirWay -= 1;
      }
    },
  });
  return {
    platforms: registry.map(({ simulation, ...platform }) => {
      const { onMail, onHttp } = simulation;
      return {
        ...platform,
        simulation: {
          ...simulation,
          ...(onMail && { onMail: (mail, world) => onMail.call(simulation, mail, watched(world)) }),
          ...(onHttp && { onHttp: (request, world) => onHttp.call(simulation, request, watched(world)) }),
        },
      };
    }),
    get onTheirWay() {
      return onTheirWay;
    },
  };
}
