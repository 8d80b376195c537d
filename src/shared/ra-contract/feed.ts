import { z } from 'zod'
import { feedLimits } from '../announcements/feed.ts'
import { base64, nothing, ra } from './base.ts'

export const feed = ra
  .route({
    method: 'GET',
    path: '/feed',
    tags: ['feed'],
    summary: 'Notices, pictures with links and programs, signed with the key of the feed',
  })
  .input(nothing)
  .output(
    z.object({
      /** The signed bytes: JSON in UTF-8. */
      payload: base64(feedLimits.payloadBytes),
      signature: base64(150),
    }),
  )
