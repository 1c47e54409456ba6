/** What browsers are told about every answer. */
const everywhere = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'DENY',
  // Reports are in nearly every answer: none is kept where somebody else could find it.
  'cache-control': 'no-store',
  // An answer that is no page does nothing at all, should a browser take it for one.
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
} as const;

/** @param publicUrl under which browsers reach the API: once by https, for two years by nothing else */
export function answerHeaders(publicUrl: string): Readonly<Record<string, string>> {
  if (!publicUrl.startsWith('https:')) return everywhere;
  return { ...everywhere, 'strict-transport-security': 'max-age=63072000; includeSubDomains' };
}

/** Everything a page could ask of the device. Source: w3.org/TR/permissions-policy, features of Chrome and Firefox. */
const features = [
  ...['accelerometer', 'autoplay', 'browsing-topics', 'camera', 'display-capture'],
  ...['encrypted-media', 'fullscreen', 'geolocation', 'gyroscope', 'hid', 'idle-detection', 'local-fonts'],
  ...['magnetometer', 'microphone', 'midi', 'payment', 'picture-in-picture'],
  ...['screen-wake-lock', 'serial', 'usb', 'xr-spatial-tracking'],
];

/**
 * What the console's page may do: run its own scripts and talk to its own API, nothing else; no content of a platform
 * can be loaded.
 *
 * A script must come from here and also be named by the page, or be loaded by one that is: two policies, and both must
 * agree. Text never becomes markup, script or address of a script but through the page's policies of that kind
 * (apps/console/src/trusted-types.ts). Mantine writes its theme into a `<style>` that carries the nonce; styles in
 * attributes are not taken, React sets them one property at a time. `clipboard-write` stays open: staff copy what they
 * file by hand. Passkeys stay open to the page itself.
 *
 * @param nonce new for each page, base64
 */
export function pageHeaders(nonce: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy': `${ownAlone(nonce)}, script-src 'nonce-${nonce}' 'strict-dynamic'`,
    'permissions-policy': [
      ...features.map((feature) => `${feature}=()`),
      'clipboard-read=()',
      'publickey-credentials-create=(self)',
      'publickey-credentials-get=(self)',
    ].join(', '),
  };
}

/** What the console's service worker may do: fetch files of its own origin. Its policy is that of its script's answer. */
export const workerHeaders = {
  'content-security-policy': "default-src 'none'; connect-src 'self'; frame-ancestors 'none'",
} as const;

function ownAlone(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "require-trusted-types-for 'script'",
    'trusted-types default inert-document',
  ].join('; ');
}
