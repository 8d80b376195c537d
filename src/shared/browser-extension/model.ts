import { z } from 'zod'

/** How the extension stands with this user's browsers. */
export const browserExtensionFinding = z.readonly(
  z.object({
    /** Browsers that know our native host. */
    browsers: z.array(z.enum(['chrome', 'chromium', 'edge', 'firefox'])).readonly(),
    /** Browsers whose extension is connected now. */
    connected: z.int(),
    /** The folder from which a browser can load the extension for a trial. */
    folder: z.string(),
  }),
)

export type BrowserExtensionFinding = z.infer<typeof browserExtensionFinding>
