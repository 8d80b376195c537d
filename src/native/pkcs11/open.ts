import { type Cell, LifeOver, type OpenCell, withErrors } from '../abi.ts'
import { openLibrary } from './library.ts'
import { CKR } from './numbers.ts'
import { assistantErrorOf, resultOf } from './results.ts'
import { createService, type Service } from './service.ts'
import { type Setup, setupOf } from './setup.ts'
import { SlotWatch } from './slot-watch.ts'

// A key that is gone may have slipped out of its socket for a moment, so it is looked for once more before that is
// reported.
const AGAIN = 150

const watching =
  (watch: SlotWatch, service: Service, { pollMilliseconds }: Setup): Cell['watch'] =>
  (tell) => {
    let untold = false
    const look = (again: boolean): void => {
      const changed = watch.changes()
      service.forget(changed)
      untold ||= changed.size > 0
      const slipped = watch.emptied && !again
      if (untold && !slipped) {
        untold = false
        tell()
      }
      setTimeout(look, slipped ? AGAIN : pollMilliseconds, slipped)
    }
    setTimeout(look, pollMilliseconds, false)
  }

const meaningOf =
  ({ pinRule }: Setup) =>
  (error: unknown): Error => {
    // The library was started but no longer knows it (the machine slept, its service ended). Only a new process
    // helps.
    if (resultOf(error) === CKR.CRYPTOKI_NOT_INITIALIZED) return new LifeOver(String(error))
    return assistantErrorOf(error, pinRule)
  }

/** Opens a PKCS#11 library. */
export const openPkcs11: OpenCell = (cell) => {
  const setup = setupOf(cell)
  const p11 = openLibrary(setup.library, setup.parameters)
  const watch = new SlotWatch(p11, setup.slotEvents)
  const service = createService(p11, setup, (slots) => watch.saw(slots))
  return {
    operations: withErrors(service.operations, meaningOf(setup)),
    watch: watching(watch, service, setup),
  }
}
