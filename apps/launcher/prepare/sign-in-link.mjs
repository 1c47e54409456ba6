/**
 * An address that opens the console signed in, once, within half an hour. The code stands in the fragment, which no
 * browser sends: it reaches no log and no other site.
 *
 * @param {{ apiUrl: string, consoleUrl: string, apiKey: string }} run
 * @returns {Promise<string>}
 */
export async function createSignInLink({ apiUrl, consoleUrl, apiKey }) {
  const response = await fetch(new URL('/v1/session/links', apiUrl), {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}` },
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`The API made no sign-in link (status ${response.status}).`);
  const { code } = await response.json();
  return `${consoleUrl}/sign-in#code=${code}`;
}

/**
 * An address at which the first administrator makes an account of their own, once, within half an hour. By name, because
 * passkeys are bound to one and this machine's numeric address has none.
 *
 * @param {{ apiUrl: string, consoleUrl: string, apiKey: string }} run
 * @returns {Promise<string | undefined>} undefined where an administrator is there
 */
export async function createAdministratorLink({ apiUrl, consoleUrl, apiKey }) {
  const response = await fetch(new URL('/v1/person-links/first-administrator', apiUrl), {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}` },
    signal: AbortSignal.timeout(10_000),
  });
  if (response.status === 409) return undefined;
  if (!response.ok) throw new Error(`The API made no link for an administrator (status ${response.status}).`);
  const { path } = await response.json();
  return `${consoleUrl.replace('//127.0.0.1', '//localhost')}${path}`;
}
