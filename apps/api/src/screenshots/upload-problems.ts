import type { ImageFault, UploadRefusal } from '#application';
import { screenshotBarReasons } from '#core';
import { Problem } from '../problems/problem.js';

/** What is in the way of a screenshot, as it is answered. */
export function uploadProblem(refusal: UploadRefusal): Problem {
  switch (refusal.code) {
    case 'UPLOAD.NOT_ALLOWED_FOR_CATEGORY':
      return new Problem(409, refusal.code, screenshotBarReasons[refusal.bar]);
    case 'UPLOAD.IMAGE':
      return new Problem(...imageProblems[refusal.fault]);
    case 'UPLOAD.UNSCANNED':
      return new Problem(503, refusal.code, details[refusal.code], undefined, { 'retry-after': '30' });
    case 'UPLOAD.INFECTED':
      return new Problem(422, refusal.code, details[refusal.code]);
    default:
      return new Problem(409, refusal.code, details[refusal.code]);
  }
}

const details = {
  'UPLOAD.OFF': 'Screenshots are not kept here (uploads.enabled). Say in words what is to be seen.',
  'UPLOAD.TOO_MANY':
    'This report has as many screenshots as it may have (uploads.mostPerReport). Remove one that proves less.',
  'UPLOAD.INFECTED':
    'The virus scanner found something in it. Nothing of it was kept; do not open it yourself.',
  'UPLOAD.UNSCANNED':
    'The virus scanner does not answer, and nothing is taken without it. Try again in a moment, then tell the administrator.',
} as const;

const imageProblems: Readonly<Record<ImageFault, readonly [status: number, code: string, detail: string]>> = {
  OTHER_TYPE: [
    415,
    'UPLOAD.OTHER_TYPE',
    'These are not the bytes of a picture of that type. Send a PNG, JPEG or WebP as what it is.',
  ],
  UNREADABLE: [
    422,
    'UPLOAD.UNREADABLE',
    'The picture is damaged or cut off. Take the screenshot again, and send that.',
  ],
  TOO_LARGE: [
    413,
    'UPLOAD.TOO_MANY_PIXELS',
    'A picture has at most 40 million pixels. Cut it to what matters.',
  ],
  ANIMATED: [
    422,
    'UPLOAD.ANIMATED',
    'Only pictures that stand still are taken. Send the one that proves it.',
  ],
};
