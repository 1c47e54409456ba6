/**
 * The page's policies of trusted types. Text may be written into an element only where it can hold no markup, which is how
 * Mantine fills its `<style>` elements; markup is read in a document of its own, which loads and runs nothing. No text
 * becomes a script or the address of one.
 *
 * Source: w3.org/TR/trusted-types, section 2.3.4.
 */
interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML(text: string): string | null }): Policy;
}

interface Policy {
  createHTML(text: string): unknown;
}

const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
trustedTypes?.createPolicy('default', {
  createHTML: (text) => (text.includes('<') ? null : text),
});
const inert = trustedTypes?.createPolicy('inert-document', { createHTML: (text) => text });

/** A document made so loads and runs nothing. */
export function inertDocument(html: string): Document {
  return new DOMParser().parseFromString((inert?.createHTML(html) ?? html) as string, 'text/html');
}
