import { randomId } from '../random.ts'
import { api, requireFullSession } from './call.ts'

export const uploadsApi = {
  create: api.uploads.create.handler(async ({ input, context }) => {
    const { services, address } = context
    await services.limits.uploads(address)
    const { account } = await requireFullSession(context)
    const upload = await services.store.addUpload({
      id: randomId(),
      accountId: account.id,
      name: input.fileName,
      content: new Uint8Array(Buffer.from(input.content, 'base64')),
      at: services.clock(),
    })
    return { uploadId: upload.id, size: upload.content.length }
  }),
}
