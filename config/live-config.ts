import type { PlatformManifest } from '#core';
import { loadChannelOverlay, type ChannelOverlay } from './channel-overlay.js';
import { sectionNames, type Config, type SectionName } from './schema.js';

export interface Reloaded {
  /** Sections that say something else than before. */
  readonly changed: readonly SectionName[];
  /** Of these, what does not hold before the next start. */
  readonly needsRestart: readonly SectionName[];
}

/** The configuration of a running process. Its platforms, and the changes of their channels, can be read anew. */
export class LiveConfig {
  /** Its `platforms` are those that hold when they are asked for. */
  readonly config: Config;
  private loaded: Config;
  private overlay: ChannelOverlay;

  /**
   * @param load reads and checks everything
   * @throws ConfigError
   */
  constructor(
    private readonly load: () => Config,
    private readonly manifests: readonly PlatformManifest[],
  ) {
    this.loaded = load();
    this.overlay = loadChannelOverlay(this.loaded.channels.overlay, manifests);
    const platforms = () => this.loaded.platforms;
    this.config = Object.defineProperty({ ...this.loaded }, 'platforms', {
      get: platforms,
      enumerable: true,
    });
  }

  /** What the installation says of its channels; another object each time it was read anew. */
  readonly channelChanges = (): ChannelOverlay => this.overlay;

  /**
   * Reads everything anew. Where anything is wrong with it, all holds as before.
   *
   * @throws ConfigError with every fault
   */
  reload(): Reloaded {
    const read = this.load();
    const overlay = loadChannelOverlay(read.channels.overlay, this.manifests);
    const differs = (before: unknown, now: unknown) => JSON.stringify(before) !== JSON.stringify(now);
    const changed = sectionNames.filter(
      (name) =>
        differs(this.loaded[name], read[name]) ||
        (name === 'channels' && differs(entriesOf(this.overlay), entriesOf(overlay))),
    );
    const rest = ({ channels }: Config) => ({ ...channels, overlay: null });
    const needsRestart = changed.filter((name) =>
      name === 'channels' ? differs(rest(this.loaded), rest(read)) : name !== 'platforms',
    );
    // Compared with what the process was started with, whatever else was read since.
    this.loaded = { ...this.loaded, platforms: read.platforms };
    this.overlay = overlay;
    return { changed, needsRestart };
  }
}

function entriesOf(overlay: ChannelOverlay): unknown {
  return [...overlay].map(([platform, channels]) => [platform, [...channels]]);
}
