const path = '/welcome';
const storedAt = 'uniflag-person-code';

/**
 * Takes the code of a person's link, `/welcome#code=…`, out of the address and its history. This tab keeps it, so that the
 * page can be loaded again.
 *
 * @returns whether there was one
 */
export function takePersonCode(): boolean {
  const code = new URLSearchParams(window.location.hash.slice(1)).get('code');
  if (window.location.pathname !== path || code === null) return false;
  sessionStorage.setItem(storedAt, code);
  window.history.replaceState(null, '', path);
  return true;
}

/** The code of the link that this tab was opened by. */
export function personCode(): string | null {
  return sessionStorage.getItem(storedAt);
}

export function forgetPersonCode(): void {
  sessionStorage.removeItem(storedAt);
}
