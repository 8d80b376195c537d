import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { BackupService } from './backup-service.ts'

export const backupHandlers = (backup: BackupService): Slice<'backup'> => ({
  backup: {
    create: api.backup.create.handler(({ input, signal }) =>
      backup.create(input.tokenId, input.pin, input.password, input, signal),
    ),
    moved: api.backup.moved.handler(({ input }) => backup.moved(input.tokenId)),
    restore: api.backup.restore.handler(({ input, signal }) =>
      backup.restore(input.file, input.password, input.pin, input, signal),
    ),
    importPfx: api.backup.importPfx.handler(({ input, signal }) =>
      backup.importPfx(input.file, input.password, input.pin, input, signal),
    ),
  },
})
