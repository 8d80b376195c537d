import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { pageBrowser } from '../../browser.ts'

let browser: Browser | undefined
let context: BrowserContext | undefined

/** Starts the Chromium that shows the windows. */
export const startChromium = async (
  prepare: (context: BrowserContext) => Promise<unknown>,
): Promise<void> => {
  browser = await chromium.launch({
    executablePath: pageBrowser,
    args: ['--no-sandbox', '--disable-gpu'],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  })
  context = await browser.newContext({ viewport: null, locale: 'zh-CN' })
  context.setDefaultTimeout(20_000)
  await prepare(context)
}

export const chromiumStarted = (): boolean => context !== undefined

/** Much of Electron exists only after the app is ready. */
export const mustBeReady = (what: string): void => {
  if (context === undefined) throw new Error(`Cannot use ${what} before app is ready`)
}

export const openPage = (): Promise<Page> => {
  if (context === undefined) throw new Error('Cannot open a page before app is ready')
  return context.newPage()
}

export const stopChromium = async (): Promise<void> => browser?.close()
