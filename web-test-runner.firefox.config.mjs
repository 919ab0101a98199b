import { puppeteerLauncher } from '@web/test-runner-puppeteer';
import { findFirefox } from './scripts/lib/other-browsers.mjs';
import { baseConfig } from './scripts/lib/wtr.mjs';

export default baseConfig({
  concurrency: 1,
  browsers: [
    puppeteerLauncher({
      launchOptions: { browser: 'firefox', executablePath: findFirefox(), headless: true },
    }),
  ],
});
