import type { Circuit } from '#application';
import type { World } from './world.js';

interface State {
  failures: number;
  openUntilMs: number;
  isTrying: boolean;
}

/** A circuit a platform on the simulated clock: the real one reads the machine's. */
export class SimCircuit implements Circuit {
  private readonly states = new Map<string, State>();

  constructor(private readonly world: World) {}

  run: Circuit['run'] = async (platform, call, isFailure) => {
    const state = this.of(platform);
    const isTrial = state.failures >= failuresToOpen;
    if (isTrial && (state.isTrying || this.world.nowMs < state.openUntilMs)) return 'open';
    state.isTrying = isTrial;
    const answer = await call();
    state.isTrying = false;
    state.failures = isFailure(answer) ? state.failures + 1 : 0;
    const opens = state.failures === failuresToOpen || (isTrial && state.failures > 0);
    if (!opens) return { answer, openedForMs: null };
    state.openUntilMs = this.world.nowMs + openMs;
    return { answer, openedForMs: openMs };
  };

  isClosed(platform: string): boolean {
    return this.of(platform).failures < failuresToOpen;
  }

  private of(platform: string): State {
    const known = this.states.get(platform);
    if (known) return known;
    const made: State = { failures: 0, openUntilMs: 0, isTrying: false };
    this.states.set(platform, made);
    return made;
  }
}

/** Fewer than usual: a run has few notices. */
const failuresToOpen = 3;
const openMs = 30_000;
