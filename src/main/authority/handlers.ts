import { AssistantError } from '../../shared/errors/index.ts'
import type { DemonstrationDesk } from '../../shared/models/index.ts'
import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { Shell } from '../shell/shell.ts'

export type AuthorityDesk = {
  /** null for every authority but the one inside. */
  desk(issuerId: string): Promise<DemonstrationDesk | null>
} & Pick<Shell, 'openExternal'>

export const authorityHandlers = ({ desk, openExternal }: AuthorityDesk): Slice<'authority'> => ({
  authority: {
    desk: api.authority.desk.handler(({ input }) => desk(input.issuerId)),
    openDesk: api.authority.openDesk.handler(async ({ input }) => {
      const found = await desk(input.issuerId)
      if (found === null) throw new AssistantError('not-found')
      await openExternal(found.url)
    }),
  },
})
