import type { PeopleStore } from '#application';
import { newSecretToken } from '#security';

const linkLastsMs = 30 * 60_000;

/** Lets the first administrator in: by a link that takes the place of any before, while there is none. */
export class FirstAdministrator {
  constructor(private readonly people: Pick<PeopleStore, 'makeFirstAdministratorLink'>) {}

  /** @returns undefined where an administrator is there */
  async makeLink(): Promise<{ readonly code: string; readonly expiresAtMs: number } | undefined> {
    const { token, hash } = newSecretToken();
    const expiresAtMs = await this.people.makeFirstAdministratorLink({
      tokenHash: hash,
      lifetimeMs: linkLastsMs,
    });
    return expiresAtMs === undefined ? undefined : { code: token, expiresAtMs };
  }
}
