import { inLocale } from '../base/parts/dates.js';

/** Tells the time of a day: "10:00". Made once for many, for it costs more to make than to use. */
export function timeFormat(locale: string | undefined): (at: string) => string {
  const format = inLocale(locale, (each) => new Intl.DateTimeFormat(each, { timeStyle: 'short' }));
  return (at) => format.format(new Date(at));
}

/** "today" and "yesterday"; nothing for other days. */
export function nearDay(at: string, now: number, locale: string | undefined): string | undefined {
  const midnight = (moment: string | number) => new Date(moment).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(at) - midnight(now)) / 86_400_000);
  if (days !== 0 && days !== -1) return undefined;
  return inLocale(locale, (each) => new Intl.RelativeTimeFormat(each, { numeric: 'auto' })).format(days, 'day');
}
