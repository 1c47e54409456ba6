import {
  strayMail,
  strayReplies,
  type SimulatedMail,
  type SimulatedRequest,
  type SimulatedResponse,
  type SimulatedWorld,
} from '#platform-kit/simulation';
import { googleError, json, objectIn } from './simulated-google.js';
import { takeEffect } from './simulated-videos.js';

/**
 * What YouTube's teams write about a form that a person handed in. Synthetic, after what people are shown; recalled,
 * 2026-11-23.
 */
const letters: Readonly<Record<string, string>> = {
  acknowledge: 'We have received your report.',
  removed: 'We reviewed the video you reported. We have removed the video from YouTube.',
  region_blocked: 'The video is no longer available in Belgium.',
  age_restricted: 'We have applied an age restriction to the video.',
  channel_terminated: 'We have terminated the channel.',
  strike: 'The channel received a Community Guidelines strike.',
  review_continues: 'Your report is under review.',
  information_requested: 'We need more information. Could you please send us the timestamps?',
  refused_no_violation: "We reviewed the video. It does not violate YouTube's Community Guidelines.",
  refused_not_illegal: 'We reviewed the video. It is not unlawful in Belgium.',
  refused_insufficient: 'Your report did not contain enough information for us to reach a decision.',
  refused_wrong_channel: 'This channel is not intended for this kind of report.',
  refused_private_space: 'We do not review private messages.',
  refused_not_identified: 'We were not able to locate the video at the link you provided.',
  refused_notifier: 'We cannot accept reports from your organisation.',
  refused_no_reason: 'We decided not to remove the video.',
  already_removed: 'The video was already removed by its owner.',
  duplicate: 'Your report was closed as a duplicate of an earlier report.',
  reversed: 'We have reinstated the video.',
  nonsense: 'Did you know that you can now watch in the dark?',
};

export const formReplies: readonly string[] = [
  ...Object.keys(letters),
  'duplicate_reply',
  'out_of_order',
  'no_reference',
  ...strayReplies,
];

/**
 * One of YouTube's forms, handed in by a person: `POST forms/<channel>` with `{replyTo, text}`; what follows is written
 * to `replyTo`.
 */
export function takeForm(request: SimulatedRequest, world: SimulatedWorld): SimulatedResponse {
  const form = objectIn(request.body);
  const { replyTo, text } = form ?? {};
  if (typeof replyTo !== 'string' || typeof text !== 'string' || !replyTo.includes('@'))
    return googleError(400, 'required', 'global', 'replyTo and text are required', 'INVALID_ARGUMENT');
  const number = `3-${String(world.nextNumber()).padStart(13, '0')}`;
  const handedIn: SimulatedMail = {
    ...{ from: replyTo, replyTo, text, references: [] },
    to: 'forms@youtube.simulator.invalid',
    subject: 'Your report to YouTube',
    messageId: `form.${number}@youtube.simulator.invalid`,
  };
  const fault = world.start(text, (reply) => answer(reply, handedIn, number, world));
  world.received({ kind: request.path, text, body: form });
  return { ...json(201, { case: number }), ...(fault && { fault }) };
}

async function answer(
  reply: string,
  form: SimulatedMail,
  number: string,
  world: SimulatedWorld,
): Promise<void> {
  const stray = strayMail(reply, { platform: 'youtube', notice: form, number: world.nextNumber() });
  if (stray) return world.sendMail(stray);
  const messageId = `${number}.${world.nextNumber()}@youtube.simulator.invalid`;
  const isBare = reply === 'no_reference';
  const said =
    { duplicate_reply: ['removed', 'removed'], out_of_order: ['removed', 'acknowledge'] }[reply] ??
    (isBare ? ['removed'] : [reply]);
  for (const each of said) {
    const video = /(?:v=|youtu\.be\/|shorts\/)([\w-]{11})/.exec(form.text)?.[1];
    if (video !== undefined) takeEffect(each, video, world);
    await world.sendMail({
      to: form.replyTo,
      from: `case++${number}@youtube.simulator.invalid`,
      subject: isBare ? form.subject : `[${number}] ${form.subject}`,
      text: letter(each, isBare ? '' : form.text),
      ...(reply === 'duplicate_reply' ? { messageId } : {}),
    });
  }
}

function letter(reply: string, text: string): string {
  const words = letters[reply];
  if (words === undefined) throw new Error(`the stand-in of YouTube writes no ${reply}`);
  const reference = /UF-[0-9A-Z-]{10,40}/.exec(text)?.[0];
  return [
    'Hello,',
    words,
    ...(reference === undefined ? [] : [`Your reference: ${reference}`]),
    'The YouTube team (synthetic)',
  ].join('\n\n');
}
