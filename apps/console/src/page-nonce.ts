/** What the page's own `<style>` elements carry, so that the browser takes them; empty where a development server made the page. */
export function pageNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';
}

/** For what keeps a page from scrolling below a dialog: it writes a `<style>` and asks webpack's variable. Source: get-nonce. */
export function shareNonce(): void {
  Object.assign(globalThis, { __webpack_nonce__: pageNonce() });
}
