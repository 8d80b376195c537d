import type { documents as original } from './words.zh-cn.ts'

export const documents: typeof original = {
  pageOf: (page, pages) => `Page ${page} of ${pages}`,
  numberedLetters:
    'Letters shown as 〈U+…〉 are not in the font of this document or look like another letter; this is their Unicode number.',
  madeBy: (product, at) => `Made by ${product} on ${at}`,
}
