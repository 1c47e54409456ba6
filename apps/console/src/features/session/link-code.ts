import { ApiProblem } from '#client';
import { signIn } from './session.js';

/**
 * Takes the one-time code of a sign-in link, `/sign-in#code=…`, out of the address and its history before anything else.
 *
 * @returns exchanges it for a session; undefined where there is none
 */
export function takeLinkCode(): (() => Promise<void>) | undefined {
  const fragment = new URLSearchParams(window.location.hash.slice(1));
  const [code, problem] = [fragment.get('code'), fragment.get('problem')];
  if (window.location.pathname !== '/sign-in') return undefined;
  // What the sign-in at the organisation came to.
  if (problem !== null) {
    window.history.replaceState(null, '', '/');
    linkProblem = new ApiProblem(401, problem, problem);
  }
  if (code === null) return undefined;
  window.history.replaceState(null, '', '/');
  return () => signIn({ code }).catch((error: unknown) => void (linkProblem = error));
}

/** Why the link this tab was opened by did not sign in. */
export let linkProblem: unknown;
