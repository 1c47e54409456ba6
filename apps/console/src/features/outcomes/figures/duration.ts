/** “40 minutes”, “5 hours”, “2.5 days”: as exact as a wait is known. */
export function durationText(minutes: number, language: string): string {
  const [amount, unit] =
    minutes < 90
      ? [Math.max(1, minutes), 'minute']
      : minutes < 48 * 60
        ? [minutes / 60, 'hour']
        : [minutes / 1_440, 'day'];
  return new Intl.NumberFormat(language, {
    ...{ style: 'unit', unit, unitDisplay: 'long' },
    maximumFractionDigits: amount < 10 && unit !== 'minute' ? 1 : 0,
  }).format(amount);
}
