import { api } from './call.ts'

export const feedApi = api.feed.handler(({ context: { services } }) => services.feed.signed())
