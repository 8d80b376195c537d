import { z } from 'zod'

export const language = z.enum(['zh-CN', 'en'])
export const themeChoice = z.enum(['system', 'light', 'dark'])
export const proxyChoice = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('system') }),
  z.object({ mode: z.literal('none') }),
  z.object({ mode: z.literal('manual'), address: z.url() }),
])

const time = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/)
/** When no reminder may pop up, in local time. If `from` is later than `to`, the time spans midnight. */
export const quietHours = z.readonly(z.object({ from: time, to: time }))

/** The content of one file in the data folder. `format` rises when an older version could misunderstand it. */
export const settings = z.readonly(
  z.object({
    format: z.literal(1),
    language: language.default('zh-CN'),
    theme: themeChoice.default('system'),
    autostart: z.boolean().default(false),
    comeForwardOnPlug: z.boolean().default(true),
    importSigningCertificate: z.boolean().default(true),
    autoUpdate: z.boolean().default(true),
    quietHours: quietHours.nullable().default(null),
    issuerId: z.string().default('demo'),
    proxy: proxyChoice.default({ mode: 'system' }),
  }),
)

/** The part of the snapshot that belongs to this business. */
export const settingsSlice = { settings }

export type Language = z.infer<typeof language>
export type ThemeChoice = z.infer<typeof themeChoice>
export type ProxyChoice = z.infer<typeof proxyChoice>
export type Settings = z.infer<typeof settings>

export const defaultSettings: Settings = settings.parse({ format: 1 })

/** The proxies that a person can choose and that the program supports. */
const proxyWish = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('system') }),
  z.object({ mode: z.literal('none') }),
  z.object({ mode: z.literal('manual'), address: z.url({ protocol: /^https?$/ }) }),
])

export const settingsChange = z.object({
  language: language.optional(),
  theme: themeChoice.optional(),
  autostart: z.boolean().optional(),
  comeForwardOnPlug: z.boolean().optional(),
  importSigningCertificate: z.boolean().optional(),
  autoUpdate: z.boolean().optional(),
  quietHours: quietHours.nullable().optional(),
  issuerId: z.string().max(64).optional(),
  proxy: proxyWish.optional(),
})
export type SettingsChange = z.infer<typeof settingsChange>
