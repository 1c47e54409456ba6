import { describePlatformContract } from '#platform-kit/testing';
import { snapchat } from './index.js';

describePlatformContract(snapchat);
