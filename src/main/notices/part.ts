import type { Notice } from '../../shared/models/index.ts'
import type { Ground } from '../house/ground.ts'
import type { Part } from '../house/part.ts'

export type Notices = { dismiss(id: string): void }

const ofDamagedJournal = (file: string): Notice => ({
  id: `journal-${file}`,
  level: 'attention',
  report: { code: 'journal-damaged', params: { file } },
})

export const noticesPart = ({ state, events }: Pick<Ground, 'state' | 'events'>): Part<Notices> => {
  const notices = () => state.current().notices
  events.on('journals-damaged', ({ files }) =>
    state.change({ notices: [...notices(), ...files.map(ofDamagedJournal)] }),
  )
  const dismiss = (id: string) => state.change({ notices: notices().filter((notice) => notice.id !== id) })
  return { service: { dismiss } }
}
