import { AssistantError } from '../../shared/errors/assistant-error.ts'
import type { LibraryFinding } from '../../shared/models/index.ts'
import { LifeOver, type OpenCell, withErrors } from '../abi.ts'
import { deviceNames } from './devices.ts'
import { type Library, missingIn, openLibrary } from './library.ts'
import { programsWith } from './other-programs.ts'
import { DeviceWatch, watching } from './presence.ts'
import { assistantErrorOf } from './results.ts'
import { createService } from './service.ts'
import { setupOf } from './setup.ts'

const countOf = (library: Library): number | string => {
  try {
    return deviceNames(library).length
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const findingIn = (library: Library): LibraryFinding => ({
  architecture: process.arch,
  missing: missingIn(library),
  devices: countOf(library),
})

/** Names the programs that may have the key, where the system tells. */
const withPrograms = (error: AssistantError, library: string): AssistantError => {
  if (error.code !== 'token-used-elsewhere') return error
  const programs = programsWith(library)
  return programs.length === 0
    ? error
    : new AssistantError('token-used-by', { programs: programs.join(', ') }, error.cause)
}

/** Opens an SKF library. */
export const openSkf: OpenCell = (cell) => {
  const setup = setupOf(cell)
  const library = openLibrary(setup.library)
  const watch = new DeviceWatch(library)
  const service = createService(library, setup, (names) => watch.saw(names))
  const { events, pollMilliseconds } = setup
  return {
    finding: findingIn(library),
    operations: withErrors(service.operations, (error) =>
      error instanceof LifeOver ? error : withPrograms(assistantErrorOf(error, setup.pinRule), setup.library),
    ),
    watch: watching({ library, watch, forget: service.forget, events, pollMilliseconds }),
  }
}
