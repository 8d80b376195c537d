import { z } from 'zod'

const bilingual = z.readonly(z.object({ zh: z.string(), en: z.string() }))

/** Something that a person pinned under 我的应用. */
export const pinnedApplication = z.readonly(
  z.discriminatedUnion('kind', [
    /** 升级向导, there from the start. */
    z.object({ kind: z.literal('upgrade-wizard'), id: z.string() }),
    z.object({
      kind: z.literal('link'),
      id: z.string(),
      name: bilingual,
      address: z.string(),
      /** The link of an issuer from which it was added; null for one that was typed. */
      from: z.readonly(z.object({ issuerId: z.string(), linkId: z.string() })).nullable(),
    }),
    z.object({ kind: z.literal('program'), id: z.string(), name: z.string(), path: z.string() }),
  ]),
)

/** 一键安装 that is under way, or has ended. */
export const installation = z.readonly(
  z.object({
    issuerId: z.string(),
    programId: z.string(),
    state: z.enum(['fetching', 'started']),
    received: z.int(),
    bytes: z.int(),
  }),
)

/** The part of the snapshot that belongs to this business. */
export const applicationsSlice = {
  applications: z.array(pinnedApplication).readonly(),
  /** The one that was removed last and can be put back at its place. */
  removedApplication: pinnedApplication.nullable(),
  installation: installation.nullable(),
}

export type PinnedApplication = z.infer<typeof pinnedApplication>
export type Installation = z.infer<typeof installation>
