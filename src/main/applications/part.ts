import { join } from 'node:path'
import type { AnnouncementsService } from '../announcements/announcements.ts'
import type { FarFiles } from '../authority/far-file.ts'
import type { Ground } from '../house/ground.ts'
import type { Issuers } from '../issuers/part.ts'
import type { Notices, Told } from '../notices/notices.ts'
import type { PlacesService } from '../places/handlers.ts'
import { createApplications } from './applications.ts'
import { applicationsHandlers } from './handlers.ts'
import { createInstaller } from './installer.ts'

type Needs = Pick<Ground, 'home' | 'state' | 'shell'> & {
  readonly issuers: Pick<Issuers, 'find'>
  readonly notices: Pick<Notices, 'of'>
  readonly places: PlacesService
  readonly announcements: Pick<AnnouncementsService, 'program'>
  readonly farFiles: FarFiles
}

const damagedNotice = (file: string): Told => ({
  key: file,
  level: 'attention',
  report: { code: 'applications-damaged', params: { file } },
  action: { kind: 'act', verb: 'open-data-folder' },
  dismissable: true,
  announced: false,
})

export const applicationsPart = (needs: Needs) => {
  const { home, state, shell, issuers, notices, places, announcements, farFiles } = needs
  const applications = createApplications({
    path: join(home, 'applications.json'),
    linkOf: (issuerId, linkId) => issuers.find(issuerId)?.links.find(({ id }) => id === linkId) ?? null,
    shell,
    go: places.go,
    show: (shown) => state.change(shown),
    damaged: (file) => notices.of('applications-file').show([damagedNotice(file)]),
  })
  const installer = createInstaller({
    folder: join(home, 'downloads'),
    program: announcements.program,
    ...{ farFiles, shell },
    show: (installation) => state.change({ installation }),
  })
  const { chooseProgram } = shell
  return {
    service: applications,
    handlers: applicationsHandlers({ ...applications, ...installer, chooseProgram }),
    stop: installer.cancel,
  }
}
