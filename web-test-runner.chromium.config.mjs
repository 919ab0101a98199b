import { chromeLauncher } from '@web/test-runner-chrome';
import { CHROMIUM_ARGS, findChromium } from './scripts/lib/find-chromium.mjs';
import { baseConfig } from './scripts/lib/wtr.mjs';

const { executablePath, headless } = await findChromium();

export default baseConfig({
  browsers: [
    chromeLauncher({
      launchOptions: { executablePath, headless, args: CHROMIUM_ARGS },
      // Two pages are open at a time; without this only one of them would ever get focus events.
      createPage: async ({ context }) => {
        const page = await context.newPage();
        await page.emulateFocusedPage(true);
        return page;
      },
    }),
  ],
});
