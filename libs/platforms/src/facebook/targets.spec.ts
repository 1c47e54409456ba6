import { describeTargets } from '#platform-kit/testing';
import { targets } from './targets.js';

describeTargets(targets);
