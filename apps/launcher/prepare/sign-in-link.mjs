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
