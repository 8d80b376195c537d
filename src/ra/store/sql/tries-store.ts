import type { DeviceKey } from '../../records.ts'
import { type Asking, type AskingFacts, askForCode, sendingCountersOf } from '../../rules/sending-limit.ts'
import { acceptRight, countersOf, countWrong, type Guess, type TriesFacts } from '../../rules/tries.ts'
import type { Store } from '../store.ts'
import { findAttempts, findDevice } from './find.ts'
import type { Query, Sql, Subject } from './sql.ts'
import { transact } from './transact.ts'

type TriesStore = Pick<Store, 'tries' | 'countWrong' | 'acceptRight' | 'askForCode'>

export function triesStore(db: Sql): TriesStore {
  return {
    tries: (guess) => db.read(() => triesFacts(db, guess)),
    countWrong: (guess) =>
      transact(db.holding(...heldBy(guess)), function* () {
        return countWrong(yield* triesFacts(db, guess), guess)
      }),
    acceptRight: async (guess) => {
      await transact(db.holding(...heldBy(guess)), function* () {
        return acceptRight(yield* triesFacts(db, guess), guess)
      })
    },
    askForCode: async (asking) => {
      await transact(db.holding(...heldByAsking(asking)), function* () {
        return askForCode(yield* askingFacts(db, asking), asking)
      })
    },
  }
}

function heldBy(guess: Guess): readonly Subject[] {
  return [...Object.values(countersOf(guess)).map(counter), ...heldDevice(guess.device)]
}

function heldByAsking(asking: Asking): readonly Subject[] {
  return [...Object.values(sendingCountersOf(asking)).map(counter), ...heldDevice(asking.device)]
}

function counter(name: string): Subject {
  return { of: 'name', id: `tries ${name}` }
}

/** The devices of one owner, of which only so many are kept. */
export function heldDevice(device: DeviceKey | null): readonly Subject[] {
  return device === null ? [] : [{ of: 'name', id: `devices ${device.ownerId}` }]
}

export function* triesFacts(db: Sql, guess: Guess): Query<TriesFacts> {
  const names = countersOf(guess)
  return {
    everywhere: yield* findAttempts(db, names.everywhere),
    here: yield* findAttempts(db, names.here),
    device: yield* findDevice(db, guess.device),
  }
}

function* askingFacts(db: Sql, asking: Asking): Query<AskingFacts> {
  const names = sendingCountersOf(asking)
  return {
    everywhere: yield* findAttempts(db, names.everywhere),
    here: yield* findAttempts(db, names.here),
    byDevice: yield* findAttempts(db, names.byDevice),
    device: yield* findDevice(db, asking.device),
  }
}
