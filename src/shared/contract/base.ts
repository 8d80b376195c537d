import { oc } from '@orpc/contract'
import { z } from 'zod'
import { errorReport } from '../errors/report.ts'

/** Every refusal is an entry of the catalogue. oRPC carries it as this one typed error. */
export const base = oc.errors({ REFUSED: { data: errorReport } })

export const id = z.string().min(1).max(200)
export const nothing = z.void()
/** A file that goes to the person or comes from one. */
export const exportedFile = z.object({ fileName: z.string(), base64: z.string() })

/** Six digits that came by SMS or mail. */
export const code = z.string().regex(/^[0-9]{6}$/)
export const serial = z.string().regex(/^[0-9A-F]{2,40}$/)
/** A certificate and the authority that issued it. */
export const whichCertificate = z.object({ issuerId: id, serial })
export type WhichCertificate = Readonly<z.output<typeof whichCertificate>>
