import type { Told } from './notices.ts'

/** A journal that could not be believed was set aside: whatever it told of is begun anew. */
export const journalNotice = (file: string): Told => ({
  key: file,
  level: 'attention',
  report: { code: 'journal-damaged', params: { file } },
  action: { kind: 'go', verb: 'issue', place: { page: 'issue', tokenId: null } },
  dismissable: true,
  announced: false,
})
