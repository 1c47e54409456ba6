import { readBounce } from './delivery-status.js';

const status = (action: string, code = '5.1.1') =>
  `Reporting-MTA: dns; mx.platform.example\r\n\r\nAction: ${action}\r\nStatus: ${code} (synthetic)\r\n`;
const originalHead = 'Subject: Notice\r\nMessage-ID:\r\n <notice-1@helpline.example>\r\n';

describe('readBounce', () => {
  it.each([
    ['failed', true],
    ['Failed', true],
    ['delayed', false],
  ])('reads the action %s', (action, isPermanent) => {
    expect(readBounce({ status: status(action), originalHead, answers: [] })).toEqual({
      failedMessageId: 'notice-1@helpline.example',
      isPermanent,
      statusCode: '5.1.1',
    });
  });

  it.each(['delivered', 'relayed', 'expanded', 'unheard-of'])('takes %s for no failure', (action) => {
    expect(readBounce({ status: status(action), originalHead, answers: [] })).toBeNull();
  });

  it('takes for no failure of ours what failed for one recipient and arrived at another', () => {
    const both = `${status('delivered', '2.0.0')}\r\n${status('failed')}`;
    expect(readBounce({ status: both, originalHead, answers: [] })).toBeNull();
  });

  it('takes nothing for a failure without a status part', () => {
    expect(
      readBounce({ status: undefined, originalHead, answers: ['notice-1@helpline.example'] }),
    ).toBeNull();
  });

  it('does not look for the failed mail in the body of the original', () => {
    const forged = 'Subject: Notice\r\n\r\nMessage-ID: <other@helpline.example>\r\n';
    expect(
      readBounce({ status: status('failed'), originalHead: forged, answers: [] })?.failedMessageId,
    ).toBeNull();
  });

  it('finds the failed mail in the report itself, then in what the report answers', () => {
    const named = `${status('failed')}Original-Message-ID: <named@helpline.example>\r\n`;
    const answers = ['answered@helpline.example'];
    expect(readBounce({ status: named, originalHead: undefined, answers })?.failedMessageId).toBe(
      'named@helpline.example',
    );
    expect(readBounce({ status: status('failed', 'x'), originalHead: undefined, answers })).toEqual({
      failedMessageId: 'answered@helpline.example',
      isPermanent: true,
      statusCode: null,
    });
  });
});

it.each([
  ['5.0.0', 'smtp; 550 5.1.1 <x@y.example>: no such user', '5.1.1'],
  ['5.0.0', 'smtp; 550 no such user', '5.0.0'],
  ['5.2.2', 'smtp; 550 5.1.1 no such user', '5.2.2'],
  ['x', 'smtp; 452 4.2.2 mailbox full at 10.5.1.1', '4.2.2'],
])('the reason is the status %s, or what was answered: %s', (code, diagnosis, statusCode) => {
  const said = `${status('failed', code)}Diagnostic-Code: ${diagnosis}\r\n`;
  expect(readBounce({ status: said, originalHead, answers: [] })).toMatchObject({ statusCode });
});
