/** The parts of mailauth that are used, as its README describes them. */

type MailauthResolver = (name: string, type: string) => Promise<unknown>;

declare module 'mailauth/lib/dkim/verify.js' {
  import type { Readable } from 'node:stream';
  interface DkimResult {
    readonly id: string;
    readonly signingDomain: string;
    readonly status: { readonly result: string; readonly aligned?: string | false };
    /** Names of the signed headers, separated by colons. */
    readonly signingHeaders: { readonly keys: string };
    /** Whether the signature covers the beginning of the body only (`l=`). */
    readonly canonBodyLengthLimited: boolean;
  }
  export function dkimVerify(
    input: Readable,
    options: { readonly resolver: MailauthResolver; readonly sender?: string },
  ): Promise<{ readonly headerFrom: readonly string[]; readonly results: readonly DkimResult[] }>;
}

declare module 'mailauth/lib/spf/index.js' {
  export function spf(options: {
    readonly sender: string;
    readonly ip: string;
    readonly helo: string;
    readonly mta: string;
    readonly resolver: MailauthResolver;
  }): Promise<{ readonly domain: string; readonly status: { readonly result: string } }>;
}

declare module 'mailauth/lib/dmarc/index.js' {
  export function dmarc(options: {
    readonly headerFrom: string;
    readonly spfDomains: readonly string[];
    readonly dkimDomains: readonly {
      readonly id: string;
      readonly domain: string;
      readonly aligned: string | false;
    }[];
    readonly resolver: MailauthResolver;
  }): Promise<{ readonly status: { readonly result: string } } | false>;
}
