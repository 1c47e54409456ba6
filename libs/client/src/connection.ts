/**
 * The address all routes stand below, without a slash or `/v1` at its end.
 *
 * @throws TypeError where it is no address for an API; it is not repeated, as it may hold a password
 */
export function checkedBaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    !url ||
    !['http:', 'https:'].includes(url.protocol) ||
    url.username ||
    url.password ||
    url.search ||
    url.hash
  )
    throw new TypeError(
      'The address of the API must be http:// or https:// with host and port, without user name, ? or #.',
    );
  return `${url.origin}${url.pathname}`.replace(/(?<!\/)\/+$/, '').replace(/\/v1$/, '');
}

/** @throws TypeError where it could not stand in a header; it is not repeated */
export function checkedApiKey(text: string): string {
  if (!/^[\x21-\x7e]+$/.test(text))
    throw new TypeError('The API key must be one word such as uf_…, without spaces or line ends.');
  return text;
}
