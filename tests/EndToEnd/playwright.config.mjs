import { defineConfig } from '@playwright/test';
import { address, launchOptions } from './browser.mjs';

export default defineConfig({
  testMatch: '*.spec.mjs',
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    actionTimeout: 15_000,
    launchOptions,
  },
  webServer: {
    command: `dotnet run --no-build --project ../../src/CseBot.Practice -- ${new URL(address).port}`,
    url: address,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    timeout: 60_000,
  },
});
