import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { roles as allRoles, type Role } from '#core';
import type { PeopleStore, Person, SignInStore } from '#application';
import { hashSecretToken, newSecretToken } from '../secret-token.js';

export interface OrganisationSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  readonly scope: string;
  readonly rolesClaim: string;
  /** Value of the claim -> role. */
  readonly roles: Readonly<Record<string, Role>>;
  readonly requiredAcr: readonly string[] | null;
  readonly requiredAmr: readonly string[] | null;
}

export type OrganisationRefusal =
  'UNREACHABLE' | 'REFUSED' | 'TOO_WEAK' | 'NO_ROLE' | 'MAIL_NEEDED' | 'MAIL_TAKEN' | 'LEFT';

export interface OrganisationDeps {
  readonly settings: OrganisationSettings;
  /** Where the organisation sends browsers back to. */
  readonly redirectUrl: string;
  readonly people: PeopleStore;
  readonly signIns: SignInStore;
  readonly newId: () => string;
  /** An organisation that would take the role away from the last administrator is told of. */
  readonly onLastAdministrator: (personId: string) => void;
}

const attemptLifetimeMs = 10 * 60_000;

/**
 * Signing in at the organisation's own identity provider: OpenID Connect, authorization code with PKCE, state and nonce.
 *
 * Who somebody is, is issuer and subject; a person is made the first time, where a claim maps to a role, and has those roles
 * that the claim says each time. Only the last administrator stays one whatever it says, or nobody could set that right.
 */
export class Organisation {
  #configuration: Promise<oidc.Configuration> | undefined;
  #keys: ReturnType<typeof createRemoteJWKSet> | undefined;

  constructor(private readonly deps: OrganisationDeps) {}

  get issuer(): string {
    return this.deps.settings.issuer;
  }

  /** @returns where the browser goes, and the token it has to come back with; undefined where the provider does not answer */
  async begin(): Promise<{ readonly url: string; readonly attempt: string } | undefined> {
    const { settings, redirectUrl, signIns } = this.deps;
    const configuration = await this.configuration();
    if (!configuration) return undefined;
    const { token, hash } = newSecretToken();
    const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
    await signIns.begin({
      ...{ tokenHash: hash, kind: 'ORGANISATION', personId: null, lifetimeMs: attemptLifetimeMs, tries: 1 },
      details: { state, nonce, verifier },
    });
    const url = oidc.buildAuthorizationUrl(configuration, {
      ...{ redirect_uri: redirectUrl, scope: settings.scope, state, nonce },
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(settings.requiredAcr ? { acr_values: settings.requiredAcr.join(' ') } : {}),
    });
    return { url: url.href, attempt: token };
  }

  /** @param query what the browser came back with */
  async finish(
    attempt: string,
    query: string,
  ): Promise<
    | { readonly outcome: 'proved'; readonly person: Person; readonly sid: string | null }
    | { readonly outcome: OrganisationRefusal }
  > {
    const { settings, redirectUrl, signIns, people, newId, onLastAdministrator } = this.deps;
    const hash = hashSecretToken(attempt);
    const begun = hash && (await signIns.tryAttempt('ORGANISATION', hash));
    if (!begun) return { outcome: 'REFUSED' };
    const configuration = await this.configuration();
    if (!configuration) return { outcome: 'UNREACHABLE' };
    const claims = await this.claimsOf(configuration, new URL(`${redirectUrl}?${query}`), begun.details);
    if (!claims) return { outcome: 'REFUSED' };
    if (!isStrongEnough(claims, settings)) return { outcome: 'TOO_WEAK' };
    const roles = rolesIn(claims[settings.rolesClaim], settings.roles);
    if (roles.length === 0) return { outcome: 'NO_ROLE' };
    const mail = typeof claims['email'] === 'string' ? claims['email'].toLowerCase() : '';
    if (mail === '' || claims['email_verified'] === false) return { outcome: 'MAIL_NEEDED' };
    const name = typeof claims['name'] === 'string' && claims['name'] !== '' ? claims['name'] : mail;
    const person = await people.welcome(
      { issuer: settings.issuer, subject: claims.sub },
      { id: newId(), name: name.slice(0, 200), mail, roles, language: languageIn(claims['locale']) },
    );
    if (typeof person === 'string') return { outcome: person === 'left' ? 'LEFT' : 'MAIL_TAKEN' };
    if (person.roles.includes('ADMINISTRATOR') && !roles.includes('ADMINISTRATOR'))
      onLastAdministrator(person.id);
    return { outcome: 'proved', person, sid: typeof claims['sid'] === 'string' ? claims['sid'] : null };
  }

  /**
   * Reads what the provider says at a sign-out. Source: OpenID Connect Back-Channel Logout 1.0, section 2.6.
   *
   * @returns undefined where it does not come from the provider, is old, or names nobody
   */
  async readLogout(
    token: string,
  ): Promise<{ readonly sid: string | undefined; readonly subject: string | undefined } | undefined> {
    const { issuer, clientId } = this.deps.settings;
    const configuration = await this.configuration();
    const jwksUri = configuration?.serverMetadata().jwks_uri;
    if (jwksUri === undefined) return undefined;
    this.#keys ??= createRemoteJWKSet(new URL(jwksUri));
    const verified = await jwtVerify(token, this.#keys, {
      ...{ issuer, audience: clientId, maxTokenAge: '5 minutes', clockTolerance: 30 },
      ...{ algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'], requiredClaims: ['iat', 'jti', 'events'] },
    }).catch(() => undefined);
    const claims = verified?.payload;
    const events = claims?.['events'] as Readonly<Record<string, unknown>> | undefined;
    if (typeof events?.[logoutEvent] !== 'object' || claims?.['nonce'] !== undefined) return undefined;
    const sid = typeof claims?.['sid'] === 'string' ? claims['sid'] : undefined;
    return sid === undefined && claims?.sub === undefined ? undefined : { sid, subject: claims?.sub };
  }

  private async claimsOf(
    configuration: oidc.Configuration,
    url: URL,
    { state, nonce, verifier }: Readonly<Record<string, unknown>>,
  ): Promise<oidc.IDToken | undefined> {
    try {
      const tokens = await oidc.authorizationCodeGrant(configuration, url, {
        ...{ expectedState: String(state), expectedNonce: String(nonce) },
        ...{ pkceCodeVerifier: String(verifier), idTokenExpected: true },
      });
      return tokens.claims();
    } catch {
      // Refused there, or not what was asked for: whichever it is, nobody is let in, and its words may hold a secret.
      return undefined;
    }
  }

  /** Found out once it is needed, and again after it could not be. */
  private async configuration(): Promise<oidc.Configuration | undefined> {
    const { issuer, clientId, clientSecret } = this.deps.settings;
    const isLocal = issuer.startsWith('http:');
    this.#configuration ??= oidc.discovery(
      new URL(issuer),
      clientId,
      undefined,
      clientSecret === null ? oidc.None() : oidc.ClientSecretBasic(clientSecret),
      {
        execute: [
          oidc.enableNonRepudiationChecks,
          // For providers on this machine; settings take http from nowhere else.
          // eslint-disable-next-line @typescript-eslint/no-deprecated
          ...(isLocal ? [oidc.allowInsecureRequests] : []),
        ],
        timeout: 10,
      },
    );
    try {
      return await this.#configuration;
    } catch {
      this.#configuration = undefined;
      return undefined;
    }
  }
}

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';

function isStrongEnough(
  claims: oidc.IDToken,
  { requiredAcr, requiredAmr }: Pick<OrganisationSettings, 'requiredAcr' | 'requiredAmr'>,
): boolean {
  const acr = typeof claims['acr'] === 'string' ? claims['acr'] : '';
  const amr = Array.isArray(claims['amr']) ? claims['amr'] : [];
  return (
    (requiredAcr === null || requiredAcr.includes(acr)) &&
    (requiredAmr === null || requiredAmr.some((method) => amr.includes(method)))
  );
}

function rolesIn(claim: unknown, map: Readonly<Record<string, Role>>): readonly Role[] {
  const values = (Array.isArray(claim) ? claim : [claim]).filter((value) => typeof value === 'string');
  const given = new Set(values.map((value) => (Object.hasOwn(map, value) ? map[value] : undefined)));
  return allRoles.filter((role) => given.has(role));
}

function languageIn(locale: unknown): Person['language'] {
  const wanted = typeof locale === 'string' ? locale.slice(0, 2) : '';
  return (['fr', 'nl', 'de', 'en'] as const).find((language) => language === wanted) ?? 'fr';
}
