import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { Shell } from '../shell/shell.ts'
import type { ApplicationsService } from './applications.ts'
import type { Installer } from './installer.ts'

type Served = ApplicationsService & Installer & Pick<Shell, 'chooseProgram'>

export const applicationsHandlers = (served: Served): Slice<'applications'> => ({
  applications: {
    addLink: api.applications.addLink.handler(({ input }) => served.addLink(input.name, input.address)),
    keepLink: api.applications.keepLink.handler(({ input }) => served.keepLink(input.issuerId, input.linkId)),
    addProgram: api.applications.addProgram.handler(({ input }) => served.addProgram(input.name, input.path)),
    chooseProgram: api.applications.chooseProgram.handler(
      async () => (await served.chooseProgram?.()) ?? null,
    ),
    open: api.applications.open.handler(({ input }) => served.open(input.applicationId)),
    remove: api.applications.remove.handler(({ input }) => served.remove(input.applicationId)),
    putBack: api.applications.putBack.handler(() => served.putBack()),
    move: api.applications.move.handler(({ input }) => served.move(input.applicationId, input.by)),
    addWizard: api.applications.addWizard.handler(() => served.addWizard()),
    openLink: api.applications.openLink.handler(({ input }) => served.openLink(input.issuerId, input.linkId)),
    install: api.applications.install.handler(({ input }) =>
      served.install(input.issuerId, input.programId, input.sha256),
    ),
    cancelInstallation: api.applications.cancelInstallation.handler(() => served.cancel()),
  },
})
