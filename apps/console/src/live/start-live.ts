import type { LiveMessage } from '#client';
import { lead } from './lead.js';
import { liveState, onLiveState, setLiveState, type LiveState } from './live-state.js';
import { alertsStale, allStale, claimsStale, notesStale, presenceStale, staleBy } from './stale.js';

/** What tabs say to each other. `hello`: a new tab asks how it stands. */
type News = LiveMessage | { readonly kind: 'state'; readonly state: LiveState };
type TabMessage = News | { readonly kind: 'hello' };

const name = 'uniflag-live';
/** While the stream is down, what is shown is read anew so often. */
const pollMs = 15_000;

let lastEventId: string | undefined;

/**
 * Keeps what is shown up to date: one stream for all tabs of this browser, held by the tab that has the lock, which tells
 * the others. A tab that closes hands the lock on, and the stream goes on after the last event heard.
 *
 * @returns ends it
 */
export function startLive(): () => void {
  const ending = new AbortController();
  const tabs = new BroadcastChannel(name);
  let isLeading = false;
  const tell = (message: News) => {
    tabs.postMessage(message);
    hear(message);
  };
  tabs.onmessage = ({ data }: MessageEvent<TabMessage>) => {
    if (data.kind !== 'hello') hear(data);
    else if (isLeading) tabs.postMessage({ kind: 'state', state: liveState() } satisfies TabMessage);
  };
  const leadFromNow = () => {
    isLeading = true;
    return lead({
      signal: ending.signal,
      lastEventId: () => lastEventId,
      forgetEvent: () => (lastEventId = undefined),
      onMessage: tell,
      onState: (state) => tell({ kind: 'state', state }),
    });
  };
  tabs.postMessage({ kind: 'hello' } satisfies TabMessage);
  void inTurn(leadFromNow, ending.signal);
  const stopPolling = pollWhileDown();
  return () => {
    ending.abort();
    stopPolling();
    tabs.close();
  };
}

/** Browsers know locks on safe origins only (https, or this machine); elsewhere each tab has a stream. */
async function inTurn(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
  if (!('locks' in navigator)) return work();
  await navigator.locks.request(name, { signal }, work).catch((error: unknown) => {
    // Never had its turn.
    if (!signal.aborted) throw error;
  });
}

function hear(message: News): void {
  if (message.kind === 'state') setLiveState(message.state);
  else if (message.kind === 'connected') allStale();
  else if (message.kind === 'alertsChanged') alertsStale();
  else if (message.kind === 'claimsChanged') claimsStale();
  else if (message.kind === 'notesChanged') notesStale();
  else if (message.kind === 'presenceChanged') presenceStale();
  else {
    lastEventId = message.event.id;
    staleBy(message.event);
  }
}

function pollWhileDown(): () => void {
  let timer: ReturnType<typeof setInterval> | undefined;
  const follow = () => {
    clearInterval(timer);
    timer = ['reconnecting', 'offline'].includes(liveState()) ? setInterval(allStale, pollMs) : undefined;
  };
  const stop = onLiveState(follow);
  return () => {
    stop();
    clearInterval(timer);
  };
}
