import { chromeLauncher } from '@web/test-runner-chrome';
import { CHROMIUM_ARGS, findChromium } from './scripts/find-chromium.mjs';
import { baseConfig } from './scripts/lib/wtr.mjs';

const { executablePath, headless } = await findChromium();

export default baseConfig({
  browsers: [chromeLauncher({ launchOptions: { executablePath, headless, args: CHROMIUM_ARGS } })],
});
