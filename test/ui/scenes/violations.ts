import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

type Found = {
  readonly id: string
  readonly help: string
  readonly nodes: readonly { readonly html: string }[]
}
type Axe = { run(context: string, options: object): Promise<{ readonly violations: readonly Found[] }> }

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** A colour on its way to another one may be too pale for a moment, and axe would judge that moment. */
const atTheEndOfMotion = (page: Page) =>
  page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(
        ({ effect, playState }) =>
          playState === 'running' && effect?.getTiming().iterations !== Number.POSITIVE_INFINITY,
      )
    await Promise.allSettled(ending.map(({ finished }) => finished))
  })

/**
 * What axe finds in a page, or in a part of it. It is put into the page once and collects nothing about what it finds in
 * order, which takes a fifth of the time of its builder for Playwright. None of our pages has frames.
 */
export const violations = async (page: Page, within = 'html'): Promise<readonly string[]> => {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
  await atTheEndOfMotion(page)
  return page.evaluate(async (part) => {
    const { axe } = window as unknown as { readonly axe: Axe }
    const options = { resultTypes: ['violations'], iframes: false, selectors: false }
    const { violations: found } = await axe.run(part, options)
    return found.map(({ id, help, nodes }) => `${id}: ${help} — ${nodes.map(({ html }) => html).join(' | ')}`)
  }, within)
}
