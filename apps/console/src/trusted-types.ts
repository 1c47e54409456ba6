/**
 * The page's policies of trusted types. Text may be written into an element only where it can hold no markup, which is how
 * Mantine fills its `<style>` elements; markup is read in a document of its own, which loads and runs nothing. No text
 * becomes a script, and none the address of one but that of the console's own service worker.
 *
 * Source: w3.org/TR/trusted-types, section 2.3.4.
 */
interface TrustedTypes {
  createPolicy(name: string, rules: Rules): Policy;
}

interface Rules {
  createHTML(text: string): string | null;
  createScriptURL?(address: string): string | null;
}

interface Policy {
  createHTML(text: string): unknown;
}

/** Its address: offline/service-worker.ts. */
export const serviceWorker = '/service-worker.js';

const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
trustedTypes?.createPolicy('default', {
  createHTML: (text) => (text.includes('<') ? null : text),
  createScriptURL: (address) => (address === serviceWorker ? address : null),
});
const inert = trustedTypes?.createPolicy('inert-document', { createHTML: (text) => text });

/** A document made so loads and runs nothing. */
export function inertDocument(html: string): Document {
  return new DOMParser().parseFromString((inert?.createHTML(html) ?? html) as string, 'text/html');
}
