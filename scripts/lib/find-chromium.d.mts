/** Flags for every Chromium that tests start. */
export const CHROMIUM_ARGS: string[];

/** The Chromium that tests use: `CHROME_PATH`, else an installed one, else the one in the packages. */
export function findChromium(): Promise<{ executablePath: string; headless: true | 'shell'; description: string }>;
