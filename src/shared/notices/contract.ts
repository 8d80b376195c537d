import { z } from 'zod'
import { base, id, nothing } from '../contract/base.ts'

export const noticesContract = {
  dismiss: base.input(z.object({ noticeId: id })).output(nothing),
}
