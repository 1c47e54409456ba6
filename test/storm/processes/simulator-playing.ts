import { isTaken, type PlatformSimulation, type SimulatedFault } from '#platform-kit/simulation';
import type { Ledger } from '../../../apps/simulator/src/ledger.js';
import type { Timers } from '../../../apps/simulator/src/scheduler.js';
import { betweenRepliesMs, faultOfTry, scriptOf } from '../plan/messages.js';
import { targetIn } from '../plan/targets.js';
import type { ScriptedReply, StormAnswers } from './simulator-answers.js';

export type Play = (step: string) => Promise<void>;

/** What befalls each try and what follows a notice, by the storm's plan; stands in for the simulator's scenarios. */
export class StormPlaying {
  private readonly tries = new Map<number, number>();
  /** Targets whose replies are under way or done: a second notice changes nothing. */
  private readonly running = new Set<number>();
  private readonly downUntilMs = new Map<string, number>();
  /** First replies that must be taken before their notice is answered. */
  private readonly early = new Map<string, Promise<void>>();

  constructor(
    private readonly seed: number,
    private readonly timers: Timers,
    ledger: Ledger,
    private readonly answers: StormAnswers,
  ) {
    // Tries made before this process began count on.
    for (const { text } of ledger.read(undefined, true)) this.countTry(targetIn(text));
  }

  get all(): readonly never[] {
    return [];
  }

  takeDown(platform: string, forMs: number): void {
    this.downUntilMs.set(platform, this.timers.now() + forMs);
  }

  /** @returns the fault that befalls this try */
  start({ platform }: PlatformSimulation, text: string, play: Play): SimulatedFault | undefined {
    const target = targetIn(text);
    if (target === undefined) return undefined;
    const number = this.countTry(target);
    if (this.timers.now() < (this.downUntilMs.get(platform) ?? 0)) return 'down';
    const fault = faultOfTry(this.seed, platform, target, number);
    if (isTaken(fault)) this.goOn(platform, target, play, { mayBeEarly: fault === undefined });
    return fault;
  }

  /**
   * Plays the replies of a notice; those that were taken before this process began are not sent again.
   *
   * @param noticedAtMs when the notice came; what is late already is played at once, in its order
   * @param mayBeEarly  whether the notice that they answer is still to be answered
   */
  goOn(
    platform: string,
    target: number,
    play: Play,
    { noticedAtMs = this.timers.now(), mayBeEarly = false } = {},
  ): void {
    if (this.running.has(target)) return;
    this.running.add(target);
    const { replies, isEarly } = scriptOf(this.seed, platform, target);
    const goneMs = this.timers.now() - noticedAtMs;
    let leastMs = 0;
    for (const [index, reply] of replies.entries()) {
      if (isEarly && mayBeEarly && index === 0) {
        const first = { ...reply, heldMs: 0, target, index, isEarly: true, writtenAtMs: noticedAtMs };
        this.early.set(`${platform} ${target}`, this.play(first, play));
        continue;
      }
      const waitMs = Math.max(leastMs, reply.afterMs - goneMs);
      leastMs = waitMs + betweenRepliesMs;
      const writtenAtMs = noticedAtMs + reply.afterMs;
      const later = { ...reply, target, index, isEarly: false, writtenAtMs };
      this.timers.schedule(() => void this.play(later, play), waitMs);
    }
  }

  /** Resolves when the reply that has to come before the answer is there; at once where there is none. */
  async beforeAnswer(platform: string, text: string): Promise<void> {
    const name = `${platform} ${targetIn(text) ?? ''}`;
    const early = this.early.get(name);
    this.early.delete(name);
    await early;
  }

  private play(reply: ScriptedReply, play: Play): Promise<void> {
    return this.answers.during(reply, () => play(reply.step));
  }

  private countTry(target: number | undefined): number {
    if (target === undefined) return 0;
    const number = (this.tries.get(target) ?? 0) + 1;
    this.tries.set(target, number);
    return number;
  }
}
