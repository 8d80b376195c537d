import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { BackupService } from './backup-service.ts'

export const backupHandlers = (backup: BackupService): Slice<'backup'> => ({
  backup: {
    create: api.backup.create.handler(({ input }) =>
      backup.create(input.tokenId, input.pin, input.password, input),
    ),
    moved: api.backup.moved.handler(({ input }) => backup.moved(input.tokenId)),
    restore: api.backup.restore.handler(({ input }) =>
      backup.restore(input.file, input.password, input.pin, input),
    ),
    importPfx: api.backup.importPfx.handler(({ input }) =>
      backup.importPfx(input.file, input.password, input.pin, input),
    ),
  },
})
