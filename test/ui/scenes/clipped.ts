import type { Page } from 'playwright-core'

/** Texts that stick out of their box or of the window. A text that a title shows in full does not count. */
export const clippedTexts = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const spoken = (element: Element) =>
      Array.from(element.childNodes).some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
      )
    const exempt = (element: Element) =>
      element.closest('[title], .unseen, [aria-hidden="true"], textarea, input') !== null
    const told = (element: Element, how: string) => `${how}: ${element.textContent?.trim().slice(0, 60)}`
    const found: string[] = []
    for (const element of document.body.querySelectorAll('*')) {
      if (!spoken(element) || exempt(element)) continue
      const box = element.getBoundingClientRect()
      if (box.width === 0 || box.height === 0) continue
      const style = getComputedStyle(element)
      const isInline = style.display === 'inline'
      if (!isInline && element.scrollWidth > element.clientWidth + 1)
        found.push(told(element, 'wider than its box'))
      if (!isInline && style.overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1)
        found.push(told(element, 'higher than its box'))
      if (box.right > window.innerWidth + 1 || box.left < -1)
        found.push(told(element, 'outside of the window'))
    }
    for (const scroller of [document.documentElement, ...document.querySelectorAll('main')])
      if (scroller.scrollWidth > scroller.clientWidth + 1) found.push('the page scrolls sideways')
    return found
  })
