import type { Flags } from './arguments.ts'
import { openStore } from './database.ts'

export async function listSubscriptions(values: Flags): Promise<void> {
  const store = await openStore(values)
  try {
    const rows = await store.subscriptions()
    const lines = rows.map((one) => [
      ...[new Date(one.registeredAt).toISOString(), one.channel, one.address, one.keySerial],
      one.topics.join(' '),
    ])
    for (const line of [['registered', 'channel', 'address', 'key', 'topics'], ...lines])
      console.log(line.map(csvCell).join(','))
  } finally {
    await store.close()
  }
}

/** No cell begins a formula when a spreadsheet opens the file. */
function csvCell(text: string): string {
  return `"${text.replace(/^[=+\-@]/, "'$&").replaceAll('"', '""')}"`
}
