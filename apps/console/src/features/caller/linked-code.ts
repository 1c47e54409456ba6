const path = '/status';
let linked: string | null = null;

/**
 * Takes the code of a caller's link, `/status#code=…`, out of the address and its history. It is kept in the memory of
 * this page alone: others may use the same telephone, so nothing of it stays in the browser.
 *
 * @returns whether there was one
 */
export function takeCallerCode(): boolean {
  const code = new URLSearchParams(window.location.hash.slice(1)).get('code');
  if (window.location.pathname !== path || code === null) return false;
  linked = code;
  window.history.replaceState(window.history.state, '', path);
  return true;
}

/** The code of the link by which this page was opened. */
export function linkedCode(): string | null {
  return linked;
}
