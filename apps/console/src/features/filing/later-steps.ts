/** The steps below the first view of the page: one file, which is asked for once the first can be typed in. */
export { AskStep } from './ask-step.js';
export { CallerStep } from './caller-step.js';
export { CheckStep } from './check-step.js';
export { Outline } from './outline.js';
export { Preview } from './preview/preview.js';
export { StoryStep } from './story-step.js';
export { WhatStep } from './what-step.js';
