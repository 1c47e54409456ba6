/**
 * The page's one policy of trusted types: text may be written into an element only where it can hold no markup, which is
 * how Mantine fills its `<style>` elements. No text becomes a script or the address of one.
 *
 * Source: w3.org/TR/trusted-types, section 2.3.4.
 */
interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML(text: string): string | null }): unknown;
}

const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
trustedTypes?.createPolicy('default', {
  createHTML: (text) => (text.includes('<') ? null : text),
});
