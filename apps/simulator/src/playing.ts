import {
  isTaken,
  type PlatformSimulation,
  type SimulatedFault,
  type SimulatedFollowUp,
  type SimulationStep,
} from '#platform-kit/simulation';
import { idsOfKey, type Scenario, type ScenarioMatch } from './scenario.js';
import type { Timers } from './scheduler.js';

export type Play = (reply: string) => Promise<void>;

/** Steps under way for one notice. */
interface Playback {
  steps: readonly SimulationStep[];
  /** Index of the next step that has not been played or scheduled. */
  next: number;
  isRunning: boolean;
  /** Whether a reply waits for its time, or is being played. */
  isBusy: boolean;
  /** What the next step waits for. */
  until: SimulatedFollowUp | undefined;
  /** Nothing follows any more, whatever we write. */
  isSilent: boolean;
  cancel: () => void;
}

/**
 * Which steps a notice gets, and how far each notice is in them.
 *
 * A notice is known again by the reference in its text (by the text itself where there is none). Leading faults are
 * used up one a try: the same notice, sent again, goes on with the step behind. Once replies run, the same notice
 * changes nothing any more.
 */
export class Playing {
  private readonly scenarios = new Map<string, Scenario>();
  /** What was set for the next notice, by the notice that it was. */
  private readonly taken = new Map<string, Scenario>();
  private readonly playbacks = new Map<Scenario | PlatformSimulation, Map<string, Playback>>();

  constructor(
    private readonly timers: Timers,
    /** Told of a reply that a simulation could not play: its own mistake. */
    private readonly onBrokenReply: (platform: string, reply: string, error: unknown) => void,
  ) {}

  get all(): readonly Scenario[] {
    return [...this.scenarios.values()];
  }

  /** Sets a scenario in place of an earlier one for the same notices; notices it meets start from its first step. */
  set(scenario: Scenario): void {
    const { platform, match } = scenario;
    const name = JSON.stringify([platform, match.key, match.reference?.toUpperCase(), match.next]);
    // Taken out first: the newest stands last.
    this.scenarios.delete(name);
    this.scenarios.set(name, scenario);
  }

  /** Forgets all scenarios and what they still had to play; default steps go on. */
  clear(): void {
    for (const [source, playbacks] of this.playbacks) {
      if (!('steps' in source)) continue;
      for (const playback of playbacks.values()) playback.cancel();
      this.playbacks.delete(source);
    }
    this.scenarios.clear();
    this.taken.clear();
  }

  /** @returns the fault that befalls this very try */
  start(simulation: PlatformSimulation, text: string, play: Play): SimulatedFault | undefined {
    const playback = this.playbackOf(simulation, text);
    if (playback.isRunning) return undefined;
    const fault = playback.steps[playback.next]?.fault;
    if (fault !== undefined) playback.next += 1;
    if (fault === 'silence') playback.isSilent = true;
    if (isTaken(fault)) this.run(simulation.platform, playback, play);
    return fault;
  }

  /**
   * What a notice still has to play goes on by itself, or with what it waits for; only where there is nothing, `usual`
   * follows.
   */
  followedBy(
    followUp: SimulatedFollowUp,
    simulation: PlatformSimulation,
    text: string,
    usual: readonly SimulationStep[],
    play: Play,
  ): void {
    const playback = this.runningFor(text) ?? begun([]);
    if (playback.until === followUp) {
      playback.until = undefined;
      return this.run(simulation.platform, playback, play, { isAwaited: true });
    }
    if (playback.isSilent || playback.isBusy || playback.next < playback.steps.length) return;
    playback.steps = [...playback.steps, ...usual];
    this.run(simulation.platform, playback, play);
  }

  private playbackOf(simulation: PlatformSimulation, text: string): Playback {
    const source = this.scenarioFor(simulation.platform, text) ?? simulation;
    const ofSource = this.playbacks.get(source) ?? new Map<string, Playback>();
    this.playbacks.set(source, ofSource);
    const identity = identityOf(text);
    const steps = 'steps' in source ? source.steps : source.defaultSteps;
    const playback = ofSource.get(identity) ?? begun(steps);
    ofSource.set(identity, playback);
    return playback;
  }

  /** What runs for a notice, whatever scenarios were set since. */
  private runningFor(text: string): Playback | undefined {
    const ofNotice = [...this.playbacks.values()].flatMap((each) => each.get(identityOf(text)) ?? []);
    return ofNotice.findLast(({ isRunning }) => isRunning);
  }

  /** One that was set for the next notice is for this one alone from now on. */
  private scenarioFor(platform: string, text: string): Scenario | undefined {
    const identity = `${platform} ${identityOf(text)}`;
    const found = this.taken.get(identity) ?? this.find(platform, text);
    if (!found?.match.next || this.taken.has(identity)) return found;
    for (const [name, scenario] of this.scenarios) if (scenario === found) this.scenarios.delete(name);
    this.taken.set(identity, found);
    return found;
  }

  /** The newest scenario that matches: by reference, else by key, else for the next notice, else for the whole platform. */
  private find(platform: string, text: string): Scenario | undefined {
    const matching = this.all.filter(
      (scenario) => scenario.platform === platform && matches(scenario.match, text),
    );
    const newest = (isMeant: (match: ScenarioMatch) => boolean) =>
      matching.findLast(({ match }) => isMeant(match));
    return (
      newest((match) => match.reference !== undefined) ??
      newest((match) => match.key !== undefined) ??
      newest((match) => match.next !== undefined) ??
      newest(() => true)
    );
  }

  /** Plays the replies up to the next fault, each at its time and never before the one ahead of it has ended. */
  private run(
    platform: string,
    playback: Playback,
    play: Play,
    { dueAtMs = this.timers.now(), isAwaited = false } = {},
  ): void {
    const step = playback.steps[playback.next];
    if (step?.fault !== undefined && step.fault !== 'silence') return;
    playback.isRunning = true;
    if (step?.until !== undefined && !isAwaited) {
      playback.isBusy = false;
      playback.until = step.until;
      return;
    }
    if (step?.fault === 'silence') playback.isSilent = true;
    const { reply } = step ?? {};
    playback.isBusy = step !== undefined && reply !== undefined;
    if (step === undefined || reply === undefined) return;
    playback.next += 1;
    const atMs = dueAtMs + step.afterMs;
    const work = async () => {
      try {
        await play(reply);
      } catch (error) {
        this.onBrokenReply(platform, reply, error);
      }
      if (!isCancelled) this.run(platform, playback, play, { dueAtMs: atMs });
    };
    let isCancelled = false;
    const cancelTimer = this.timers.schedule(() => void work(), Math.max(0, atMs - this.timers.now()));
    playback.cancel = () => {
      isCancelled = true;
      cancelTimer();
    };
  }
}

function begun(steps: readonly SimulationStep[]): Playback {
  return {
    ...{ steps, next: 0, isRunning: false, isBusy: false },
    ...{ until: undefined, isSilent: false, cancel: () => undefined },
  };
}

function identityOf(text: string): string {
  return /\bUF-\d{4}-\d{6,}-\d+-[0-9A-Z]{6}\b/i.exec(text)?.[0].toUpperCase() ?? text;
}

function matches({ key, reference }: ScenarioMatch, text: string): boolean {
  if (reference !== undefined) return standsIn(text.toUpperCase(), reference.toUpperCase());
  return key === undefined || (idsOfKey(key)?.ids.every((id) => standsIn(text, id)) ?? false);
}

/** Whether a text holds a name as a word of its own: `12` does not stand in `123`. */
function standsIn(text: string, name: string): boolean {
  const isWord = (character: string | undefined) => character !== undefined && /[A-Za-z0-9_]/.test(character);
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const touchesBefore = isWord(text[at - 1]) && isWord(name[0]);
    const touchesAfter = isWord(text[at + name.length]) && isWord(name.at(-1));
    if (!touchesBefore && !touchesAfter) return true;
  }
  return false;
}
