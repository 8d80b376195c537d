import { expect } from 'vitest'
import { type MemoryFeed, memoryFeed } from './memory-feed.ts'
import { memoryProduct } from './memory-product.ts'

export const refused = (code: string) => expect.objectContaining({ code })
/** Until a package is asked for. */
export const isAsked = (feed: MemoryFeed) => expect.poll(() => feed.ranges.length, { interval: 1 }).toBe(1)

/** A product that knows of a version, and one whose package is here already. */
export const offered = async (feed = memoryFeed()) => {
  const product = memoryProduct(feed)
  product.is.auto = false
  await product.service.look()
  return { ...product, feed }
}
export const ready = async () => {
  const product = await offered()
  await product.service.download()
  product.is.auto = true
  product.stages()
  return product
}
