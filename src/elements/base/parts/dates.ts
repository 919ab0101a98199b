/**
 * A day as people say it: "Tue 1 Dec", with the year where it is not this one.
 *
 * @param moment a day in the calendar (`2026-12-01`), or a moment in ISO 8601, which is told in the zone of the reader.
 * @param now the present time in ms since 1970.
 * @param locale of the words; a `lang` that is no language is as good as none.
 */
export function dayText(moment: string, now: number, locale?: string): string {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return moment;
  const isDay = !moment.includes('T');
  const yearOf = (each: Date) => (isDay ? each.getUTCFullYear() : each.getFullYear());
  const options: Intl.DateTimeFormatOptions = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(yearOf(date) !== yearOf(new Date(now)) && { year: 'numeric' }),
    ...(isDay && { timeZone: 'UTC' }),
  };
  return inLocale(locale, (each) => date.toLocaleDateString(each, options));
}

/** A page may carry a `lang` that is no language at all: then it is the browser's. */
export function inLocale<T>(locale: string | undefined, make: (locale: string | undefined) => T): T {
  try {
    return make(locale);
  } catch {
    return make(undefined);
  }
}

/** The calendar day of a moment, in the zone of the reader: `2026-12-01`. */
export function dayOf(now: number): string {
  const date = new Date(now);
  const two = (value: number) => `${value}`.padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
