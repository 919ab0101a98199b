/** A page may carry a `lang` that is no language at all: then it is the browser's. */
function attempt<T>(make: (locale: string | undefined) => T, locale: string | undefined): T {
  try {
    return make(locale);
  } catch {
    return make(undefined);
  }
}

/** Tells the time of a day: "10:00". Made once for many, for it costs more to make than to use. */
export function timeFormat(locale: string | undefined): (at: string) => string {
  const format = attempt((each) => new Intl.DateTimeFormat(each, { timeStyle: 'short' }), locale);
  return (at) => format.format(new Date(at));
}

/** "today" and "yesterday"; nothing for other days. */
export function nearDay(at: string, now: number, locale: string | undefined): string | undefined {
  const midnight = (moment: string | number) => new Date(moment).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(at) - midnight(now)) / 86_400_000);
  if (days !== 0 && days !== -1) return undefined;
  return attempt((each) => new Intl.RelativeTimeFormat(each, { numeric: 'auto' }), locale).format(days, 'day');
}
