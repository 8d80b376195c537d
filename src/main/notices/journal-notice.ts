import type { Told } from './notices.ts'

/** The notice that a damaged journal was set aside. The business that it recorded begins again. */
export const journalNotice = (file: string): Told => ({
  key: file,
  level: 'attention',
  report: { code: 'journal-damaged', params: { file } },
  action: { kind: 'go', verb: 'issue', place: { page: 'issue', tokenId: null } },
  dismissable: true,
  announced: false,
})
