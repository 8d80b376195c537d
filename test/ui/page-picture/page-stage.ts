import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll } from 'vitest'
import { pdfjsFiles } from '../../../scripts/pdfjs-files.mjs'
import { openDrawing, type Trust, verifyDocument } from '../../../src/documents/index.ts'
import { startWebServer, type WebServer } from '../../../src/main/shell/web/server.ts'
import { launchBrowser } from '../scenes/camera.ts'
import type { ShownDocument } from './shown.ts'

/** Builds the page of this folder as the product's pages are built. */
const buildPage = async (outDir: string): Promise<void> => {
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    plugins: [react(), pdfjsFiles()],
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  })
}

/** Everything that the component needs to show a file, with every page of an OFD drawn. */
export const shownDocument = (bytes: Buffer, trust: Trust): ShownDocument => {
  const drawing = openDrawing(bytes)
  if (drawing.kind === 'none') throw new Error(`nothing is drawn: ${drawing.reason.code}`)
  const { frame } = drawing
  const { signatures: verdicts } = verifyDocument(bytes, trust)
  const source: ShownDocument['source'] =
    drawing.kind === 'pdf'
      ? { kind: 'pdf', base64: bytes.toString('base64') }
      : { kind: 'ofd', drawings: frame.pages.map((_, number) => drawing.draw(number)) }
  return { frame, verdicts, source }
}

export type PageStage = {
  readonly show: (shown: ShownDocument) => Promise<Page>
  /** What the browser refused or complained about. */
  readonly complaints: () => readonly string[]
}

/** Waits until the page is drawn. */
export const drawn = (page: Page) => page.locator('[data-ready="true"]').waitFor({ timeout: 20_000 })

/** One browser with the built page, under the policy of the product. */
export const openPageStage = (size = { width: 900, height: 1300 }): PageStage => {
  let folder: string
  let server: WebServer
  let browser: Browser
  let page: Page
  let told: string[] = []
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'page-picture-'))
    await buildPage(folder)
    server = await startWebServer({ port: 0, root: folder, serve: () => {} })
    browser = await launchBrowser()
    page = await browser.newPage({ viewport: size, reducedMotion: 'reduce' })
    page.on('console', (message) => {
      if (message.type() === 'error') told.push(message.text())
    })
    page.on('pageerror', (error) => told.push(error.message))
    await page.goto(`${server.origin}/`)
    await page.waitForFunction(() => 'showDocument' in window)
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    if (folder) await rm(folder, { recursive: true, force: true })
  })
  return {
    show: async (shown) => {
      told = []
      await page.evaluate((document) => window.showDocument(document), shown)
      return page
    },
    complaints: () => told,
  }
}
