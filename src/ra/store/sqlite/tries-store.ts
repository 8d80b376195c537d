import { type Asking, type AskingFacts, askForCode, sendingCountersOf } from '../../rules/sending-limit.ts'
import { acceptRight, countersOf, countWrong, type Guess, type TriesFacts } from '../../rules/tries.ts'
import type { Store } from '../store.ts'
import type { Database } from './database.ts'
import { findAttempts, findDevice } from './find.ts'
import { transact } from './transact.ts'

type TriesStore = Pick<Store, 'tries' | 'countWrong' | 'acceptRight' | 'askForCode'>

export function triesStore(db: Database): TriesStore {
  return {
    tries: async (guess) => triesFacts(db, guess),
    countWrong: (guess) => transact(db, () => countWrong(triesFacts(db, guess), guess)),
    acceptRight: async (guess) => {
      await transact(db, () => acceptRight(triesFacts(db, guess), guess))
    },
    askForCode: async (asking) => {
      await transact(db, () => askForCode(askingFacts(db, asking), asking))
    },
  }
}

export function triesFacts(db: Database, guess: Guess): TriesFacts {
  const names = countersOf(guess)
  return {
    everywhere: findAttempts(db, names.everywhere),
    here: findAttempts(db, names.here),
    device: findDevice(db, guess.device),
  }
}

function askingFacts(db: Database, asking: Asking): AskingFacts {
  const names = sendingCountersOf(asking)
  return {
    everywhere: findAttempts(db, names.everywhere),
    here: findAttempts(db, names.here),
    byDevice: findAttempts(db, names.byDevice),
    device: findDevice(db, asking.device),
  }
}
