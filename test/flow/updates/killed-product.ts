import { readSeen, writeSeen } from '../../../src/main/updates/seen-file.ts'
import { openProduct, updateBy } from './product.ts'

// Forked by killed.test.ts, which kills it at a moment that it chooses.

const [what = '', home = '', address = '', key = ''] = process.argv.slice(2)
if (what === 'download') {
  const product = openProduct({ address, keys: [key] }, { home, auto: () => true })
  process.send?.('begins')
  await updateBy(product)
} else {
  const path = `${home}/updates.json`
  const seen = readSeen(path)
  for (let n = 0; ; n += 1) {
    writeSeen(path, { ...seen, lookedAt: new Date(n * 1_000).toISOString() })
    if (n === 0) process.send?.('begins')
  }
}
