import type { Attack } from './attack.js';

const apiSpec = 'test/attacks/api.spec.ts';
const senderSpec = 'libs/webhooks/src/webhook-sender.spec.ts';

/** What comes by mail and callback, and what goes to consumers and spreadsheets. */
export const messageAttacks: readonly Attack[] = [
  {
    name: 'ssrf-literal',
    tries: 'names an address inside as a webhook, in every spelling',
    spec: apiSpec,
    test: 'sends us to no address inside',
    without: [
      {
        file: 'libs/webhooks/src/address-guard.ts',
        find: "if (address.range() !== 'unicast') return false;",
        replace: '',
      },
    ],
  },
  {
    name: 'ssrf-rebinding',
    tries: 'lets the name of a webhook move to an address inside after it was checked',
    spec: senderSpec,
    test: 'is not fooled by a name that moves',
    without: [
      {
        file: 'libs/webhooks/src/guarded-agents.ts',
        find: 'if (refusal) return callback(new RefusedConnection(refusal), []);',
        replace: '',
      },
    ],
  },
  {
    name: 'ssrf-redirect',
    tries: 'answers a webhook with a redirect inside',
    spec: senderSpec,
    test: 'does not follow a 307',
    without: [
      { file: 'libs/webhooks/src/webhook-sender.ts', find: 'maxRedirects: 0,', replace: 'maxRedirects: 5,' },
    ],
  },
  {
    name: 'zip-bomb',
    tries: 'answers a webhook with megabytes packed into a few bytes',
    spec: senderSpec,
    test: 'asks for nothing packed, and waits for the end of a bomb',
    without: [
      {
        file: 'libs/webhooks/src/webhook-sender.ts',
        find: 'decompress: false,',
        replace: 'decompress: true,',
      },
    ],
  },
  {
    name: 'mime-bomb',
    tries: 'mails thousands of parts, each to be opened',
    spec: 'libs/mail/src/mail-reader.spec.ts',
    test: 'hands over what it understood of a mail with too many parts',
    without: [{ file: 'libs/mail/src/mail-reader.ts', find: 'maxChildNodes: 200,', replace: '' }],
  },
  {
    name: 'mail-header-injection',
    tries: 'writes a line break and Bcc: into a subject or a header',
    spec: 'libs/mail/src/compose-mail.spec.ts',
    test: 'adds no header, whatever stands in subject, text, thread and header values',
    without: [
      {
        file: 'libs/mail/src/compose-mail.ts',
        find: 'value: oneLine(value)',
        replace: 'value: { prepared: true, value }',
      },
    ],
  },
  {
    name: 'forged-mail',
    tries: "mails in a platform's name that content was removed",
    spec: 'libs/application/src/replies/apply-replies.spec.ts',
    test: 'moves nothing and goes to staff with the reason',
    without: [
      {
        file: 'libs/core/src/platform/mail-trust.ts',
        find: 'return origin.hasPassedDmarc;',
        replace: 'return true;',
      },
    ],
  },
  {
    name: 'forged-results',
    tries: 'brings along the words of our mail server that the mail is genuine',
    spec: 'libs/mail/src/origin/origin-check.spec.ts',
    test: 'proves nothing by results that it brought itself',
    without: [
      {
        file: 'libs/mail/src/origin/origin-check.ts',
        find: 'const told = isRelayed ? this.toldByOwnServer(headers, fromDomain) : undefined;',
        replace: 'const told = this.toldByOwnServer(headers, fromDomain);',
      },
    ],
  },
  {
    name: 'forged-callback',
    tries: "calls back in a platform's name with a signature of his own",
    spec: 'apps/api/src/inbound/inbound.controller.spec.ts',
    test: 'signed with "another secret", is genuine: false',
    without: [
      {
        file: 'apps/api/src/inbound/inbound.controller.ts',
        find: 'if (!adapter.verifyReply(headers, body))',
        replace: 'if (!body.length)',
      },
    ],
  },
  {
    name: 'replayed-callback',
    tries: 'sends a genuine callback again',
    spec: 'apps/api/src/inbound/inbound.controller.spec.ts',
    test: 'has the same key each time it comes',
    without: [
      {
        file: 'apps/api/src/inbound/inbound.controller.ts',
        find: "messageKey: contentHash.toString('hex'),",
        replace: 'messageKey: String(Math.random()),',
      },
    ],
  },
  {
    name: 'replayed-webhook',
    tries: 'sends a consumer an old delivery again',
    spec: 'libs/client/src/webhooks.spec.ts',
    test: 'refuses what was changed, what another signed, what is old and what is not signed',
    without: [
      {
        file: 'libs/client/src/webhooks.ts',
        find: 'return new Webhook(secret).verify(text, signatureHeaders(headers)) as WebhookBody | WebhookPing;',
        replace:
          "try {\n    return new Webhook(secret).verify(text, signatureHeaders(headers)) as WebhookBody | WebhookPing;\n  } catch (error) {\n    if (String(error).includes('old')) return JSON.parse(text) as WebhookBody;\n    throw error;\n  }",
      },
    ],
  },
  {
    name: 'csv-formula',
    tries: 'writes a formula into a cell of what staff open in a spreadsheet',
    spec: 'libs/client/src/lists/sort-out.spec.ts',
    test: 'goes back without a cell that a spreadsheet would run',
    without: [
      {
        file: 'libs/client/src/lists/rejected-as-csv.ts',
        find: 'escapeFormulae: true',
        replace: 'escapeFormulae: false',
      },
    ],
  },
  {
    name: 'table-formula',
    tries: 'has a text of his own stand in a table that supervisors open in a spreadsheet',
    spec: 'libs/outcomes/src/exchange/csv-table.spec.ts',
    test: 'never lets a cell begin with what a spreadsheet works out',
    without: [
      {
        file: 'libs/outcomes/src/exchange/csv-table.ts',
        find: 'escape_formulas: true',
        replace: 'escape_formulas: false',
      },
    ],
  },
];
