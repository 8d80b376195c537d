import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { Notices } from './notices.ts'

export const noticesHandlers = (notices: Pick<Notices, 'dismiss'>): Slice<'notices'> => ({
  notices: { dismiss: api.notices.dismiss.handler(({ input }) => notices.dismiss(input.noticeId)) },
})
