/** What browsers are told about every answer. */
export const answerHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  // Reports are in nearly every answer: none is kept where somebody else could find it.
  'cache-control': 'no-store',
  // An answer that is no page does nothing at all, should a browser take it for one.
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

/** Everything a page could ask of the device. Source: w3.org/TR/permissions-policy, features of Chrome and Firefox. */
const features = [
  ...['accelerometer', 'autoplay', 'browsing-topics', 'camera', 'display-capture'],
  ...['encrypted-media', 'fullscreen', 'geolocation', 'gyroscope', 'hid', 'idle-detection', 'local-fonts'],
  ...['magnetometer', 'microphone', 'midi', 'payment', 'picture-in-picture', 'publickey-credentials-create'],
  ...['publickey-credentials-get', 'screen-wake-lock', 'serial', 'usb', 'xr-spatial-tracking'],
];

/**
 * What the console's page may do: run its own scripts and talk to its own API, nothing else; no content of a platform
 * can be loaded.
 *
 * Styles are also taken from the page itself, because Mantine writes its theme into a `<style>`; React escapes all text,
 * so that none of it becomes one. `clipboard-write` stays open: staff copy what they file by hand.
 */
export const pageHeaders = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': [...features.map((feature) => `${feature}=()`), 'clipboard-read=()'].join(', '),
} as const;
