import { z } from 'zod'
import { errorReport } from '../errors/report.ts'
import { neededBusiness } from './manifest.ts'

/** Who brings new versions where the product does not put them in place itself. */
export const bringer = z.enum(['store', 'deb', 'rpm', 'msi', 'administrator', 'folder'])

const bytes = z.object({ received: z.int(), bytes: z.int() })

/** How far the offered version is. */
const updateStage = z.discriminatedUnion('is', [
  /** This build has no address to look at. */
  z.object({ is: z.literal('off') }).readonly(),
  z.object({ is: z.literal('none') }).readonly(),
  z.object({ is: z.literal('looking') }).readonly(),
  /** A version is there, and this computer's turn has not come. */
  z.object({ is: z.literal('later') }).readonly(),
  z.object({ is: z.literal('offered') }).readonly(),
  bytes.extend({ is: z.literal('downloading') }).readonly(),
  z.object({ is: z.literal('ready') }).readonly(),
  z.object({ is: z.literal('taking') }).readonly(),
  /** The next start runs it. */
  z.object({ is: z.literal('placed') }).readonly(),
])

export const updatesState = z.readonly(
  z.object({
    stage: updateStage,
    /** The newer version that is known. */
    offer: z
      .readonly(
        z.object({
          version: z.string(),
          notes: z.readonly(z.object({ zh: z.string(), en: z.string() })),
          bytes: z.int().nullable(),
        }),
      )
      .nullable(),
    /** null if the product puts new versions in place itself. */
    bringer: bringer.nullable(),
    /** Whether the build names a page with packages. */
    hasPage: z.boolean(),
    lookedAt: z.string().nullable(),
    /** Why the last attempt brought nothing. */
    problem: errorReport.nullable(),
    /** Businesses that need a newer version than this one. */
    needed: z.readonly(z.partialRecord(neededBusiness, z.string())),
  }),
)

/** The part of the snapshot that belongs to this business. */
export const updatesSlice = { updates: updatesState }

export type Bringer = z.infer<typeof bringer>
export type UpdatesState = z.infer<typeof updatesState>
export type UpdateStage = UpdatesState['stage']
