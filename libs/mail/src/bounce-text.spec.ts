import { readBounceText } from './bounce-text.js';

const report = (text: string, also: object = {}) =>
  readBounceText({
    envelopeFrom: '',
    from: 'mailer-daemon@mx.example',
    subject: 'failure notice',
    text,
    ...also,
  });

describe("a mail server's report in its own words", () => {
  it('is read with the mail it is about', () => {
    expect(
      report(
        "I wasn't able to deliver your message. 550 5.1.1 unknown\n\n--- Below this line is a copy of the message.\n\nMessage-ID: <notice-1@helpline.example>\n",
      ),
    ).toEqual({ failedMessageId: 'notice-1@helpline.example', isPermanent: true, statusCode: '5.1.1' });
  });

  it('is one for now where the server still tries', () => {
    expect(
      report('Your message has not yet been delivered. Delivery attempts will continue.', {
        subject: 'Warning',
      }),
    ).toEqual({ failedMessageId: null, isPermanent: false, statusCode: null });
  });

  it('is believed from no person, and only where it says what happened', () => {
    const text = 'Your message could not be delivered.';
    expect(report(text, { envelopeFrom: 'someone@platform.example' })).toBeNull();
    expect(report(text, { from: 'desk@platform.example' })).toBeNull();
    expect(report('Your message was delivered.', { subject: 'Report' })).toBeNull();
  });

  it('takes no word of our own mail for its own', () => {
    expect(
      report(
        'Report of today.\n\n------ This is a copy of the message ------\n\nThis could not be delivered.',
        {
          subject: 'Report',
        },
      ),
    ).toBeNull();
  });
});
