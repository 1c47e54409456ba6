import type { PlatformSimulation } from '#platform-kit/simulation';

export const simulation: PlatformSimulation = {
  platform: 'sixth-example',
  credentials: {},
  mailboxes: { 'sixth-mail': 'desk' },
  replies: ['removed'],
  defaultSteps: [{ afterMs: 0, reply: 'removed' }],
  async onMail(mail, world) {
    world.start(`${mail.subject}\n${mail.text}`, () =>
      world.sendMail({
        to: mail.replyTo,
        from: 'desk@sixth-example.simulator.invalid',
        subject: `Re: ${mail.subject}`,
        text: 'Hello,\n\nThank you for your report. We have removed the content you reported.\n\nThe desk\n',
        inReplyTo: mail.messageId,
      }),
    );
  },
};
