import { z } from 'zod'

/** The places a window can be sent to from the tray or a notification. */
export const route = z.enum([
  'home',
  'certificates',
  'replacement',
  'issue',
  'login',
  'services',
  'diagnostics',
  'settings/user',
  'settings/general',
  'settings/certificates',
  'settings/about',
])

export type Route = z.infer<typeof route>
