import { existsSync } from 'node:fs'

/** The browser as people have it, for tests of what the browser itself decides. */
export const wholeBrowser = process.env.CHROMIUM ?? '/usr/bin/chromium'

const shell = '/usr/bin/chromium-headless-shell'

/** The same engine without windows and extensions. It draws pages for two thirds of the processor time. */
export const pageBrowser = process.env.CHROMIUM ?? (existsSync(shell) ? shell : wholeBrowser)
