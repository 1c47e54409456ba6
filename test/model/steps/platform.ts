import type { Move } from '../explorer.js';
import { callOf, type Bounds, type Call, type Platform, type SendJob, type World } from '../world.js';
import { calm, fault, outside, withJob } from './moves.js';

/** What becomes of calls that left us, and when notices can be found. */
export function platformMoves(world: World, bounds: Bounds): Move<World>[] {
  return [
    ...world.workers.flatMap((job, place) => {
      const call = callOf(job);
      if (call?.stage !== 'travels') return [];
      const answer = (stage: Call['stage'], platform = world.platform) =>
        withJob({ ...world, platform }, place, { ...(job as SendJob), at: { ...call, stage } });
      return [
        calm(
          `the platform takes the ${call.isMarked ? 'marked ' : ''}notice`,
          answer('taken', taken(world.platform, call, bounds)),
        ),
        outside('the platform refuses the notice', answer('refused')),
        ...fault('the platform is in trouble', answer('temporary')),
        ...fault('the notice is lost on its way', answer('lost')),
      ];
    }),
    ...world.strays.flatMap((call, index) => {
      const strays = world.strays.filter((_, each) => each !== index);
      const platform = taken(world.platform, call, bounds);
      return [
        calm('the platform takes a notice nobody waits for', { ...world, strays, platform }),
        outside('a notice nobody waits for is lost', { ...world, strays }),
      ];
    }),
    ...world.platform.hidden.slice(0, 1).map(() => {
      const platform = { ...world.platform, hidden: [], canBeFound: true };
      return calm('the notice can be found', { ...world, platform });
    }),
  ];
}

function taken(platform: Platform, call: Call, { rule }: Bounds): Platform {
  if (platform.keys.includes(call.key)) return platform;
  const { unmarked, marked } = platform;
  const counted = {
    ...{ ...platform, lastRound: call.round },
    ...(call.isMarked ? { marked: marked + 1 } : { unmarked: unmarked + 1 }),
  };
  if (rule === 'replay') return { ...counted, keys: [...platform.keys, call.key] };
  if (rule === 'lookup' && !platform.canBeFound)
    return { ...counted, hidden: [...platform.hidden, call.sendId] };
  return counted;
}
