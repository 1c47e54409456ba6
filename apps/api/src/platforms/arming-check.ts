import type { PlatformCatalogue } from '#application';
import { missingForArming, type Config } from '#config';
import { notFound, Problem } from '../problems/problem.js';

/** An armed platform without mailbox or credentials could only fail. */
export class ArmingCheck {
  constructor(
    private readonly catalogue: PlatformCatalogue,
    private readonly config: Config,
  ) {}

  /** @throws Problem */
  check(key: string): void {
    const settings = this.catalogue.get(key);
    if (!settings) throw notFound('Platform');
    const addressOf = (channel: string) => settings.records?.get(channel)?.address ?? null;
    const missing = missingForArming(this.config, settings.manifest, addressOf);
    if (missing.length > 0)
      throw new Problem(
        409,
        'PLATFORM.NOT_READY',
        `Set this in the configuration, then arm: ${missing.join(' ')}`,
      );
  }
}
