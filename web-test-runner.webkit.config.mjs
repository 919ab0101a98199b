import { webdriverLauncher } from '@web/test-runner-webdriver';
import { findMiniBrowser, startWebKitDriver } from './scripts/lib/other-browsers.mjs';
import { baseConfig } from './scripts/lib/wtr.mjs';

const driver = await startWebKitDriver();

export default baseConfig({
  concurrency: 1,
  plugins: [{ name: 'end-webkit-driver', serverStop: () => driver.stop() }],
  browsers: [
    webdriverLauncher({
      automationProtocol: 'webdriver',
      hostname: '127.0.0.1',
      port: driver.port,
      path: '/',
      logLevel: 'error',
      capabilities: {
        browserName: 'MiniBrowser',
        'wdio:enforceWebDriverClassic': true,
        'webkitgtk:browserOptions': { binary: findMiniBrowser(), args: ['--automation'] },
      },
    }),
  ],
});
