/**
 * Undoes what mail programs do to long lines: the soft breaks and codes of quoted-printable, where the text says that it
 * is in it, and addresses that go on in the next line.
 *
 * A bare address is put together only where its line is long and the break stands where no address ends: it must never
 * come to name something else than what was meant.
 */
export function unfoldText(text: string): string {
  const plain = saysQuotedPrintable.test(text) ? decodeQuotedPrintable(text) : text;
  return plain
    .replace(bracketed, (all, inner: string) =>
      /[ \t]/.test(inner) ? all : `<${inner.replace(/[\r\n]+/g, '')}>`,
    )
    .replace(broken, (all, before: string, address: string, after: string) =>
      before.length + address.length >= longLineChars && goesOn(address, after)
        ? `${before}${address}${after}`
        : all,
    );
}

const saysQuotedPrintable = /^content-transfer-encoding:[ \t]*quoted-printable/im;

/** RFC 2045, section 6.7. What is no UTF-8 stays as it is. */
function decodeQuotedPrintable(text: string): string {
  return text.replace(/=[ \t]{0,4}\r?\n/g, '').replace(/(?:=[0-9A-F]{2})+/gi, (codes) => {
    try {
      return decodeURIComponent(codes.replaceAll('=', '%'));
    } catch {
      return codes;
    }
  });
}

/** `<https://…>` over several lines, as RFC 3986 advises in its appendix C. */
const bracketed = /<(https?:\/\/[^<>"]{1,4000})>/gi;
/** A line that ends in an address, and the first word of the next one. */
const broken = /^([^\n]{0,200}?)(https?:\/\/[^\s<>"]{20,2000})\r?\n([^\s<>"]{2,500})(?=\s|$)/gim;
/** Mail programs break lines at 72 to 78 characters. */
const longLineChars = 65;

function goesOn(address: string, after: string): boolean {
  if (/https?:/i.test(after)) return false;
  return (
    /[?&=%_-]$/.test(address) || /^[?&=%/]/.test(after) || (address.endsWith('/') && /^\d{6,}/.test(after))
  );
}
