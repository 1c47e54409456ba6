import type { Attack } from './attack.js';

const peopleSpec = 'test/attacks/people.spec.ts';
const organisationSpec = 'apps/api/src/access/organisation.spec.ts';
const organisation = 'libs/security/src/sign-in/organisation.ts';

/** Who tries to be somebody else, or to stay who they were. */
export const signInAttacks: readonly Attack[] = [
  {
    name: 'session-fixation',
    tries: 'puts a session cookie of his own into a browser before staff sign in',
    spec: 'apps/api/src/access/session.spec.ts',
    test: 'has a token of its own, whatever cookie comes along',
    without: [
      {
        file: 'apps/api/src/access/session.controller.ts',
        find: 'this.cookie.set(reply, opened.token);',
        replace: 'this.cookie.set(reply, before ?? opened.token);',
      },
    ],
  },
  {
    name: 'guessed-key',
    tries: 'tries keys one after the other',
    spec: 'apps/api/src/access/session.spec.ts',
    test: 'refuses wrong keys, and after ten everything from that address',
    without: [
      {
        file: 'apps/api/src/access/session.controller.ts',
        find: '    this.tries.check(request.ip);\n    const before',
        replace: '    const before',
      },
    ],
  },
  {
    name: 'spent-link',
    tries: "opens with a member's link what it was not made for, or is no longer for",
    spec: 'apps/api/src/member-links/member-links.spec.ts',
    test: 'is refused alike where it is unknown, expired, replaced, ended or withdrawn',
    without: [
      {
        file: 'libs/persistence/src/stores/pg-member-links.ts',
        find: "l.expires_at > now() AND l.ended_at IS NULL AND s.delivery <> 'CANCELLED'",
        replace: 'true',
      },
    ],
  },
  {
    name: 'spent-code',
    tries: "reads with a caller's code how it stands, after it expired, was ended or replaced",
    spec: 'apps/api/src/caller-codes/caller-codes.spec.ts',
    test: 'is refused alike where it is unknown, expired, replaced, ended or erased',
    without: [
      {
        file: 'libs/persistence/src/stores/pg-caller-codes.ts',
        find: 'AND c.expires_at > now() AND c.ended_at IS NULL',
        replace: '',
      },
    ],
  },
  {
    name: 'forged-id-token',
    tries:
      'signs in at the organisation with an ID token of no algorithm, another key, a key it brings along, or for somebody else',
    spec: organisationSpec,
    test: 'signs nobody in with',
    without: [
      {
        file: organisation,
        find: '          oidc.enableNonRepudiationChecks,\n',
        replace: '',
      },
    ],
  },
  {
    name: 'forged-logout-token',
    tries: "ends other people's sessions with a logout token that the provider never signed",
    spec: organisationSpec,
    test: 'ends nothing with',
    without: [
      {
        file: organisation,
        find: "import { createRemoteJWKSet, jwtVerify } from 'jose';",
        replace:
          "import { createRemoteJWKSet, decodeJwt } from 'jose';\nconst jwtVerify = async (token: string, ..._unused: unknown[]) => ({ payload: decodeJwt(token) });",
      },
    ],
  },
  {
    name: 'open-redirect',
    tries: 'has staff sign in by a link of his that leads to his page afterwards',
    spec: organisationSpec,
    test: 'leads to the console when it is done, whatever address comes along',
    without: [
      {
        file: 'apps/api/src/access/organisation.controller.ts',
        find: "await reply.redirect('/', 303);",
        replace: "await reply.redirect((request.query as { next?: string }).next ?? '/', 303);",
      },
    ],
  },
  {
    name: 'timed-sign-in',
    tries: 'measures how long a wrong password takes, to learn whether there is such an account',
    spec: peopleSpec,
    test: 'learns from no answer how much work was done',
    without: [
      {
        file: 'libs/security/src/sign-in/passwords.ts',
        find: 'const isSame = await verify(stored ?? (await standIn), normal(password));',
        replace:
          'if (stored === null) return false;\n  const isSame = await verify(stored, normal(password));',
      },
    ],
  },
  {
    name: 'account-enumeration',
    tries: 'tries passwords of addresses, to learn from the answers which accounts there are',
    spec: 'apps/api/src/people/people.spec.ts',
    test: 'says the same of an account that is not there',
    without: [
      {
        file: 'libs/security/src/sign-in/sign-in.ts',
        find: "if (!isRight || person?.status !== 'ACTIVE') return refusedOf(person?.id);",
        replace:
          "if (!person) return { outcome: 'wait', waitMs: 1 };\n    if (!isRight || person.status !== 'ACTIVE') return refusedOf(person.id);",
      },
    ],
  },
  {
    name: 'told-by-links',
    tries: 'learns from links that are spent, or of whoever left, who was invited or lost their way in',
    spec: peopleSpec,
    test: 'is told the same, whether it is made up, used, too old, replaced, or of somebody who left',
    without: [
      {
        file: 'libs/persistence/src/stores/pg-people.ts',
        find: 'WHERE l.token_hash = $1 AND l.expires_at > now() AND (${isOpen})`,\n      [Buffer.from(tokenHash)],',
        replace: 'WHERE l.token_hash = $1`,\n      [Buffer.from(tokenHash)],',
      },
    ],
  },
  {
    name: 'replayed-code',
    tries: 'types a one-time code that he saw, after its owner or in the same moment',
    spec: peopleSpec,
    test: 'opens nothing with it once it was used, nor in the same moment',
    without: [
      {
        file: 'libs/security/src/sign-in/sign-in.ts',
        find: 'return step !== undefined && (await people.useTotpStep(personId, step));',
        replace: 'return step !== undefined;',
      },
    ],
  },
  {
    name: 'kept-session',
    tries: 'stays signed in after the password was changed because of him',
    spec: peopleSpec,
    test: 'loses it when its person changes the password elsewhere',
    without: [
      {
        file: 'apps/api/src/people/me.controller.ts',
        find: '    await this.sessions.endOf(person.id, { keptId: caller.accessId });\n',
        replace: '',
      },
    ],
  },
  {
    name: 'kept-role',
    tries: 'goes on, in a session that is open, with a role that was taken away',
    spec: peopleSpec,
    test: 'does nothing more with a role that its person lost',
    without: [
      {
        file: 'apps/api/src/people/people.controller.ts',
        find: "if (outcome === 'stale') throw changedMeanwhile();\n    this.sessions.forgetPeople();\n",
        replace: "if (outcome === 'stale') throw changedMeanwhile();\n",
      },
    ],
  },
  {
    name: 'forged-host',
    tries: 'asks for a link under another Host, so that the link leads to his own',
    spec: peopleSpec,
    test: 'is written into no link',
    without: [
      {
        file: 'apps/api/src/people/people.controller.ts',
        find: 'const link = presentLink(token, expiresAtMs);',
        replace:
          'const link = { ...presentLink(token, expiresAtMs), path: `//${request.host}/welcome#code=${token}` };',
      },
    ],
  },
  {
    name: 'cookie-tossing',
    tries: 'sets the cookie of a session from a neighbouring domain, or over http',
    spec: 'apps/api/src/access/session-cookie.spec.ts',
    test: 'over https the cookie of a session is one that neighbouring domains cannot set',
    without: [
      {
        file: 'apps/api/src/access/session-cookie.ts',
        find: "this.name = secure ? '__Host-uniflag' : 'uniflag';",
        replace: "this.name = 'uniflag';",
      },
    ],
  },
];
