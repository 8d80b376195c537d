import { z } from 'zod'

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** A file over https, or over http on this computer, whose address says nothing more. */
const isPlainAddress = (address: string): boolean => {
  const url = URL.parse(address)
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback.test(url.hostname))
}

/** `updates/feed.json`: where this build looks for new versions, and whose signature it believes. */
export const feedData = z
  .strictObject({
    /** Of the manifest; null in a build that looks for nothing. */
    address: z
      .url()
      .max(500)
      .refine((address) => address.endsWith('.json') && isPlainAddress(address))
      .nullable(),
    /** A page with the packages, for those who install them by hand. */
    page: z
      .url({ protocol: /^https$/ })
      .max(500)
      .refine(isPlainAddress)
      .nullable(),
    /** Ed25519, in hexadecimal. */
    keys: z
      .array(z.string().regex(/^[0-9a-f]{64}$/))
      .max(6)
      .readonly(),
  })
  .readonly()
  .refine(({ address, keys }) => address === null || keys.length > 0)

export type FeedData = z.infer<typeof feedData>

export const noFeed: FeedData = { address: null, page: null, keys: [] }
