import { realClock, within, type Clock, type SendMode } from '#application';
import { fewestCases } from '#core';
import type { NoticeExperience, PgOutcomeQueries } from '#persistence';
import type { Log } from '#telemetry';

const dayMs = 86_400_000;
const pastMs = 365 * dayMs;
/** Counted again after this long. */
const keptMs = 60 * 60_000;
/** A preview waits no longer for what is being counted. */
const patienceMs = 500;

/** What was seen here of notices like one. */
export interface History {
  /** Half of the decisions took between so many hours; null where fewer than five are known. */
  readonly usually: { readonly fromHours: number; readonly toHours: number } | null;
  /** Of those judged, how many were acted on; null where fewer than five were judged. */
  readonly actedOn: { readonly count: number; readonly of: number } | null;
}

/** The notice that is asked about. */
export interface NoticeLike {
  readonly platform: string;
  readonly channel: string | null;
  readonly category: string;
  readonly regime: string;
  readonly mode: SendMode;
}

type Experience = readonly NoticeExperience[];

/**
 * What platforms did about notices of the last 365 days, counted once an hour and kept in memory: a preview is asked for at
 * every pause in typing. What is only rehearsed is compared with rehearsals.
 */
export class NoticeHistory {
  private readonly kept = new Map<
    SendMode,
    { readonly untilMs: number; readonly counted: Promise<Experience> }
  >();

  constructor(
    private readonly outcomes: Pick<PgOutcomeQueries, 'experience'>,
    private readonly parts: { readonly timeZone: string; readonly log: Log; readonly clock?: Clock },
  ) {}

  /** @returns for each notice, in this order; null where nothing is known, or not yet */
  async of(notices: readonly NoticeLike[]): Promise<readonly (History | null)[]> {
    const modes = [...new Set(notices.map(({ mode }) => mode))];
    const known = new Map<SendMode, Experience>();
    for (const mode of modes) {
      const counted = await within(this.counted(mode), patienceMs, this.clock);
      if (counted !== 'late') known.set(mode, counted);
    }
    return notices.map((notice) => historyIn(known.get(notice.mode) ?? [], notice));
  }

  private counted(mode: SendMode): Promise<Experience> {
    const nowMs = this.clock.now();
    const kept = this.kept.get(mode);
    if (kept && nowMs < kept.untilMs) return kept.counted;
    const { timeZone, log } = this.parts;
    const counted = this.outcomes.experience({ from: new Date(nowMs - pastMs), mode, timeZone });
    // Filing goes on without it, and it is tried again an hour later.
    const answered = counted.catch((error: unknown) => {
      log.warn('outcomes.history_failed', { mode, error });
      return [];
    });
    this.kept.set(mode, { untilMs: nowMs + keptMs, counted: answered });
    return answered;
  }

  private get clock(): Clock {
    return this.parts.clock ?? realClock;
  }
}

function historyIn(
  experience: Experience,
  { platform, channel, category, regime }: NoticeLike,
): History | null {
  const alike = experience.filter(
    (each) => each.platform === platform && each.category === category && each.regime === regime,
  );
  const own = alike.find((each) => each.channel === channel);
  const judged = alike[0]?.judged ?? 0;
  const actedOn = judged < fewestCases ? null : { count: alike[0]?.actedOn ?? 0, of: judged };
  const usually = own ? usualOf(own) : null;
  return usually || actedOn ? { usually, actedOn } : null;
}

function usualOf({ decided, quarterMinutes, threeQuartersMinutes }: NoticeExperience): History['usually'] {
  if (decided < fewestCases || quarterMinutes === null || threeQuartersMinutes === null) return null;
  return { fromHours: Math.floor(quarterMinutes / 60), toHours: Math.ceil(threeQuartersMinutes / 60) };
}
