import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCheck,
  IconChecks,
  IconCircleCheck,
  IconCircleDashedCheck,
  IconCircleMinus,
  IconCircleX,
  IconCopyCheck,
  IconEyeOff,
  IconEyeSearch,
  IconHandGrab,
  IconHelpTriangle,
  IconHourglassOff,
  IconLoader,
  IconLock,
  IconMailCheck,
  IconMailOff,
  IconMessageQuestion,
  IconPencil,
  IconProgress,
  IconProgressCheck,
  IconRefreshAlert,
  IconScale,
  IconSend,
  IconZoomExclamation,
  type Icon,
} from '@tabler/icons-react';
import type { Report, Word } from '#client';

/** What a state means for the person who looks: colours in global.css, never without icon and text. */
export type Tone = 'calm' | 'moving' | 'good' | 'attention' | 'bad';

interface Look {
  readonly tone: Tone;
  readonly icon: Icon;
}

export const wordLooks: Readonly<Record<Word, Look>> = {
  queued: { tone: 'moving', icon: IconLoader },
  staff_action: { tone: 'attention', icon: IconHandGrab },
  blocked: { tone: 'attention', icon: IconLock },
  sent: { tone: 'moving', icon: IconSend },
  acknowledged: { tone: 'moving', icon: IconMailCheck },
  under_review: { tone: 'moving', icon: IconEyeSearch },
  info_requested: { tone: 'attention', icon: IconMessageQuestion },
  restricted: { tone: 'good', icon: IconEyeOff },
  removed: { tone: 'good', icon: IconCheck },
  gone_verified: { tone: 'good', icon: IconChecks },
  gone_unexplained: { tone: 'good', icon: IconCircleDashedCheck },
  not_really_gone: { tone: 'attention', icon: IconAlertTriangle },
  refused: { tone: 'bad', icon: IconCircleX },
  target_not_found: { tone: 'calm', icon: IconZoomExclamation },
  duplicate: { tone: 'calm', icon: IconCopyCheck },
  expired: { tone: 'calm', icon: IconHourglassOff },
  reversed: { tone: 'attention', icon: IconArrowBackUp },
  contested: { tone: 'moving', icon: IconScale },
  reappeared: { tone: 'attention', icon: IconRefreshAlert },
  delivery_uncertain: { tone: 'attention', icon: IconHelpTriangle },
  failed: { tone: 'bad', icon: IconMailOff },
  withdrawn: { tone: 'calm', icon: IconCircleMinus },
};

export const statusLooks: Readonly<Record<Report['status'], Look>> = {
  DRAFT: { tone: 'calm', icon: IconPencil },
  IN_PROGRESS: { tone: 'moving', icon: IconProgress },
  IN_PROGRESS_PARTLY: { tone: 'moving', icon: IconProgressCheck },
  PARTLY_RESOLVED: { tone: 'good', icon: IconCircleDashedCheck },
  RESOLVED_UNVERIFIED: { tone: 'good', icon: IconCheck },
  RESOLVED: { tone: 'good', icon: IconCircleCheck },
  UNSUCCESSFUL: { tone: 'bad', icon: IconCircleX },
  CONTESTED: { tone: 'moving', icon: IconScale },
  REOPENED: { tone: 'attention', icon: IconRefreshAlert },
  WITHDRAWN: { tone: 'calm', icon: IconCircleMinus },
};
