import { raLimits } from '../../shared/ra-contract/limits.ts'
import { DAY, SECOND } from '../clock.ts'
import { randomId } from '../random.ts'
import { Refusal } from '../refusal.ts'
import { isPdf } from '../requests/pdf.ts'
import { api, requireFullSession } from './call.ts'

/** So that no account can fill the disk. */
const UPLOADS_A_DAY = 30

export const uploadsApi = {
  create: api.uploads.create.handler(async ({ input, context }) => {
    const { services, address } = context
    services.limits.uploads(address)
    const { account } = await requireFullSession(context)
    const now = services.clock()
    if ((await services.store.countUploads(account.id, now - DAY)) >= UPLOADS_A_DAY) {
      throw new Refusal('too-many-requests', { seconds: DAY / SECOND })
    }
    const content = new Uint8Array(Buffer.from(input.content, 'base64'))
    if (content.length > raLimits.pdf) throw new Refusal('upload-too-large', { limit: raLimits.pdf })
    if (!isPdf(content)) throw new Refusal('upload-not-pdf')
    const upload = {
      id: randomId(),
      accountId: account.id,
      name: input.fileName,
      content,
      at: now,
    }
    await services.store.addUpload(upload)
    return { uploadId: upload.id, size: content.length }
  }),
}
