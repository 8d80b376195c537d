import { z } from 'zod'
import { base64, id, ra, words } from './base.ts'
import { raLimits } from './limits.ts'

export const uploads = {
  create: ra
    .route({ method: 'POST', path: '/uploads', tags: ['uploads'], summary: 'Upload a PDF, at most 10 MiB' })
    .input(z.object({ fileName: words(200), content: base64(raLimits.pdf) }))
    .output(z.object({ uploadId: id, size: z.number().int() })),
}
