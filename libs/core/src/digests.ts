/** DAILY: what needs a person. WEEKLY: what became of the week before. */
export const digestKinds = ['DAILY', 'WEEKLY'] as const;
export type DigestKind = (typeof digestKinds)[number];

/** What a daily digest begins with: the first of these of which there is something. */
export const dailyPoints = [
  'critical',
  'overdue',
  'dueToday',
  'reports',
  'looks',
  'replies',
  'holds',
  'waits',
] as const;
export type DailyPoint = (typeof dailyPoints)[number];

/** The same of a weekly one. */
export const weeklyPoints = ['back', 'breached', 'decided'] as const;
export type WeeklyPoint = (typeof weeklyPoints)[number];

/** What is counted of a week, in the order in which it is told. */
export const weekFigures = ['sent', 'acted', 'refused', 'gone', 'back', 'breached', 'uncertain'] as const;
export type WeekFigure = (typeof weekFigures)[number];
