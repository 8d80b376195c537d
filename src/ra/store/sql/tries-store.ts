import { type Asking, type AskingFacts, askForCode, sendingCountersOf } from '../../rules/sending-limit.ts'
import { acceptRight, countersOf, countWrong, type Guess, type TriesFacts } from '../../rules/tries.ts'
import type { Store } from '../store.ts'
import { findAttempts, findDevice } from './find.ts'
import type { Query, Sql } from './sql.ts'
import { transact } from './transact.ts'

type TriesStore = Pick<Store, 'tries' | 'countWrong' | 'acceptRight' | 'askForCode'>

export function triesStore(db: Sql): TriesStore {
  return {
    tries: (guess) => db.read(() => triesFacts(db, guess)),
    countWrong: (guess) =>
      transact(db, function* () {
        return countWrong(yield* triesFacts(db, guess), guess)
      }),
    acceptRight: async (guess) => {
      await transact(db, function* () {
        return acceptRight(yield* triesFacts(db, guess), guess)
      })
    },
    askForCode: async (asking) => {
      await transact(db, function* () {
        return askForCode(yield* askingFacts(db, asking), asking)
      })
    },
  }
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
