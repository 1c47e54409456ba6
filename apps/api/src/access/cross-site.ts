import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem.js';

type Asked = Pick<FastifyRequest, 'method' | 'headers' | 'host'>;

/**
 * Refuses a request that changes something with a browser's cookie and was not made by our own pages. The cookie is
 * `SameSite=Strict`; this also keeps out other ports and subdomains of the same site, and browsers that do not know it.
 *
 * @throws Problem 403 where the browser says so, or does not say where it comes from
 */
export function refuseCrossSite(request: Asked): void {
  if (request.method === 'GET' || request.method === 'HEAD' || originOf(request) === 'own') return;
  throw crossSite();
}

/** Signing in needs no cookie, so that programs may do it; a page of another site may not, or it could sign staff in as it likes. */
export function refuseForeignPages(request: Asked): void {
  if (originOf(request) === 'other') throw crossSite();
}

/** Source: w3.org/TR/fetch-metadata; browsers send it over https and on this machine, `Origin` everywhere. */
function originOf({ headers, host }: Asked): 'own' | 'other' | 'unknown' {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' ? 'own' : 'other';
  const { origin } = headers;
  if (origin === undefined) return 'unknown';
  return URL.canParse(origin) && new URL(origin).host === host ? 'own' : 'other';
}

function crossSite(): Problem {
  return new Problem(
    403,
    'ACCESS.CROSS_SITE',
    "This request did not come from Uniflag's own pages, so nothing was done. Programs send an API key: Authorization: Bearer uf_…",
  );
}
