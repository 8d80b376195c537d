import { z } from 'zod'

const longest = 300

/**
 * Whether the text is scheme, host and port exactly as a browser writes an origin, with an international host in ASCII.
 */
export const isWebOrigin = (text: string): boolean => {
  if (text.length > longest) return false
  const url = URL.parse(text)
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') && url.origin === text
}

export const webOrigin = z.string().refine(isWebOrigin, { error: 'not the origin of a web page' })

export const isInternational = (origin: string): boolean =>
  /(^|\.)xn--/.test(URL.parse(origin)?.hostname ?? '')
