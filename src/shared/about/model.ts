import { z } from 'zod'

export const shellKind = z.enum(['electron', 'web'])

export const aboutView = z.readonly(
  z.object({
    version: z.string(),
    shell: shellKind,
    runtime: z.string(),
    system: z.string(),
    dataFolder: z.string(),
    logFolder: z.string(),
  }),
)

/** The part of the snapshot that belongs to this business. */
export const aboutSlice = { about: aboutView }

export type ShellKind = z.infer<typeof shellKind>
export type AboutView = z.infer<typeof aboutView>
