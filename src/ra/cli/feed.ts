import { CannotStart } from '../cannot-start.ts'
import { contentIn, publish } from '../feed/publication.ts'
import { type Flags, required, Usage } from './arguments.ts'
import { openStore } from './database.ts'
import { readGiven } from './given-file.ts'

export async function feed(values: Flags, [verb, file]: readonly string[]): Promise<void> {
  const store = await openStore(values)
  try {
    if (verb === 'publish') {
      const content = contentIn(readGiven(required(file, 'feed publish FILE --data DIR')))
      const { sequence, notices, pictures, programs } = await publish(store, content, Date.now())
      const counts = `notices: ${notices.length}, pictures: ${pictures.length}, programs: ${programs.length}`
      console.log(`published as number ${sequence}; ${counts}`)
    } else if (verb === 'key') {
      const publicKey = await store.meta('feed-public-key')
      if (publicKey === null) throw new CannotStart('there is no key yet: start the server once')
      console.log(JSON.stringify({ algorithm: 'sm2', publicKey }))
    } else throw new Usage('feed what? feed publish FILE, or feed key')
  } finally {
    await store.close()
  }
}
