import { inLocale } from '../base/parts/dates.js';

const HOUR = 60;
const DAY = 24 * HOUR;
const YEAR = 366 * DAY;

/**
 * How long ago a moment was: "now", "5 minutes ago", "3 days ago". Nothing where it cannot be told: a moment in the
 * future or years ago says that somebody has set the clock meanwhile, not when the moment was.
 *
 * @param then the moment, in ms since 1970
 * @param now the present time, in ms since 1970
 */
export function agoText(then: number, now: number, locale?: string): string | undefined {
  const minutes = Math.round((now - then) / 60_000);
  // Clocks that are set by the network go back by seconds now and then.
  if (!(minutes >= -1 && minutes < YEAR)) return undefined;
  const [value, unit] =
    minutes < 1
      ? ([0, 'second'] as const)
      : minutes < HOUR
        ? ([minutes, 'minute'] as const)
        : minutes < 2 * DAY
          ? ([Math.round(minutes / HOUR), 'hour'] as const)
          : ([Math.round(minutes / DAY), 'day'] as const);
  return inLocale(locale, (each) => new Intl.RelativeTimeFormat(each, { numeric: 'auto' }).format(-value, unit));
}
