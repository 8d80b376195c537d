import { z } from 'zod'
import { base, exportedFile, id, nothing } from '../contract/base.ts'
import { certificateDetails, revocationStatus } from './model.ts'

export const certificatesContract = {
  details: base.input(z.object({ certificateId: id })).output(certificateDetails),
  revocation: base.input(z.object({ certificateId: id })).output(revocationStatus),
  export: base.input(z.object({ certificateId: id, format: z.enum(['der', 'pem']) })).output(exportedFile),
  /** The certificate and the other one of its pair as a PDF to keep. */
  paper: base.input(z.object({ certificateId: id })).output(exportedFile),
  /** Puts a soft certificate that another one has replaced out of sight. Its file is kept aside. */
  remove: base.input(z.object({ tokenId: id })).output(nothing),
  openInSystem: base.input(z.object({ certificateId: id })).output(nothing),
}
